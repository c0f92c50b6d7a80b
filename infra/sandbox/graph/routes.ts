import type { Route } from '../wire.ts';

export const graphRoutes: Route[] = [];
