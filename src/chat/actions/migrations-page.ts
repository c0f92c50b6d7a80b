import type { Handler } from '../actions.ts';
import { migrationsFor } from '../commands/migrations.ts';

/** Another page of the list. */
export const migrationsPage: Handler = (deps, { actor }, { page = '' }) =>
  migrationsFor(deps, actor.id, Number.parseInt(page, 10) || 1);
