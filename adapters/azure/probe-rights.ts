import { z } from 'zod';

const actions = z.array(z.string()).default([]);
const permissionsShape = z.object({ value: z.array(z.object({ actions, notActions: actions })) });

/** What the caller may do on one scope, from `{scope}/providers/Microsoft.Authorization/permissions`. */
export type Rights = { may(action: string): boolean };

/**
 * Each entry is one role: its actions minus its own notActions; roles add up. A condition on an assignment is not in this answer, so
 * "may assign roles" can still be refused for a particular role. Throws when the body is not what ARM documents.
 */
export function rightsFrom(body: unknown): Rights {
  const roles = permissionsShape.parse(body).value;
  return {
    may: (action) =>
      roles.some(
        (role) =>
          role.actions.some((pattern) => matches(pattern, action)) &&
          !role.notActions.some((pattern) => matches(pattern, action)),
      ),
  };
}

/** `*` stands for anything, slashes included; case does not count. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const escaped = parts.map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*');
  return new RegExp(`^${escaped}$`).test(action.toLowerCase());
}
