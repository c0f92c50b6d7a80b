// Everything the imitated Microsoft Graph v1.0 answers.
import type { Route } from '../wire.ts';
import { applicationRoutes } from './applications.ts';
import { deltaRoutes } from './delta.ts';
import { deletedRoutes } from './deleted.ts';
import { directoryRoutes } from './directory.ts';
import { passwordRoutes } from './passwords.ts';
import { policyRoutes } from './policies.ts';
import { principalRoutes } from './principals.ts';
import { relatedRoutes } from './related.ts';

export const graphRoutes: Route[] = [
  ...deltaRoutes,
  ...applicationRoutes,
  ...passwordRoutes,
  ...relatedRoutes,
  ...principalRoutes,
  ...deletedRoutes,
  ...directoryRoutes,
  ...policyRoutes,
];
