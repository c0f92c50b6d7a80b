import type { Route } from '../wire.ts';

export const entraRoutes: Route[] = [];
