// Everything the imitated Azure Resource Manager answers. What is not here is an unknown path, which the server says loudly.
import type { Route } from '../wire.ts';
import { communicationServiceRoutes } from './communication-services.ts';
import { deniedRoutes } from './denied.ts';
import { emailServiceRoutes } from './email-services.ts';
import { roleAssignmentRoutes } from './role-assignments.ts';
import { roleDefinitionRoutes } from './role-definitions.ts';
import { senderUsernameRoutes } from './sender-usernames.ts';
import { smtpUsernameRoutes } from './smtp-usernames.ts';
import { subscriptionRoutes } from './subscriptions.ts';

export const armRoutes: Route[] = [
  ...subscriptionRoutes,
  ...communicationServiceRoutes,
  ...emailServiceRoutes,
  ...senderUsernameRoutes,
  ...smtpUsernameRoutes,
  ...roleAssignmentRoutes,
  ...roleDefinitionRoutes,
  ...deniedRoutes,
];
