import type { Route } from '../wire.ts';

export const vaultRoutes: Route[] = [];
