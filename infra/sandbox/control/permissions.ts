// `PUT /_sandbox/permissions`: only names that take something away. A misspelt one would leave a test green that proves nothing.
import { z } from 'zod';
import { SELF_ACTIONS } from '../arm/access.ts';
import { SELF_GRAPH_ROLES } from '../entra/token.ts';
import { BOT_SCOPES } from '../slack/app.ts';
import { VAULT_RIGHTS } from '../vault/door.ts';

type Names = { known: string[]; takes: (name: string) => boolean };

const listed = (known: string[]): Names => ({ known, takes: (name) => known.includes(name) });

/** What stands behind `<neighbour>:`. Nothing or `*` is all of it. */
const NAMES: Record<string, Names> = {
  graph: listed(SELF_GRAPH_ROLES),
  arm: { known: SELF_ACTIONS, takes: isActionPrefix },
  vault: listed(VAULT_RIGHTS),
  exchange: listed(['Exchange.ManageAsApp', 'role', 'SMTP.SendAsApp', 'token']),
  slack: listed(BOT_SCOPES),
};

/** ARM takes away every action that starts with the name, in any case. Of a kind granted as `…/*` these are the actions there are. */
function isActionPrefix(name: string): boolean {
  const actions = SELF_ACTIONS.flatMap((each) =>
    each.endsWith('/*') ? ['read', 'write', 'delete'].map((verb) => each.replace('*', verb)) : [each],
  );
  return actions.some((each) => each.toLowerCase().startsWith(name.toLowerCase()));
}

/** Why the name takes nothing away, or undefined. */
function problemWith(permission: string): string | undefined {
  const colon = permission.indexOf(':');
  const [neighbour, name] = [permission.slice(0, Math.max(colon, 0)), permission.slice(colon + 1)];
  const names = Object.hasOwn(NAMES, neighbour) ? NAMES[neighbour] : undefined;
  if (names === undefined) {
    const prefixes = Object.keys(NAMES).map((each) => `${each}:`);
    return `"${permission}" does not start with ${prefixes.join(' or ')}`;
  }
  if (name === '' || name === '*' || names.takes(name)) return undefined;
  return `Sendpass holds nothing called "${permission}"; behind ${neighbour}: stands *, ${names.known.join(', ')}`;
}

const permission = z.string().superRefine((value, context) => {
  const message = problemWith(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

export const permissionsBody = z.strictObject({ remove: z.array(permission) });
