// Exchange Online's address for cmdlets.
import type { Route } from '../wire.ts';

export const exchangeRoutes: Route[] = [];
