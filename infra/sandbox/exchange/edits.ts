// `PUT /_sandbox/world {"exchange": …}`: what Exchange's administrators may do behind the bot's back, without their cmdlets.
import { z } from 'zod';
import type { World } from '../world.ts';
import { findMailbox } from './rights.ts';

export const exchangeEdits = z.strictObject({
  /** Primary address. Its directory user and the permissions on it go with it; scopes that name it stay. */
  deleteMailbox: z.string().optional(),
  smtpClientAuthenticationDisabled: z.boolean().optional(),
  securityDefaults: z.boolean().optional(),
  mailbox: z.strictObject({ address: z.string(), smtpClientAuthenticationDisabled: z.boolean().nullable() }).optional(),
});

/** Applies the edits; a sentence when one cannot be made. */
export function editExchange(world: World, edits: z.infer<typeof exchangeEdits>): string | undefined {
  const { exchange } = world;
  if (edits.smtpClientAuthenticationDisabled !== undefined)
    exchange.smtpClientAuthenticationDisabled = edits.smtpClientAuthenticationDisabled;
  if (edits.securityDefaults !== undefined) exchange.securityDefaults = edits.securityDefaults;
  for (const address of [edits.mailbox?.address, edits.deleteMailbox]) {
    if (address !== undefined && findMailbox(world, address) === undefined) return `no mailbox '${address}'`;
  }
  if (edits.mailbox !== undefined) Object.assign(findMailbox(world, edits.mailbox.address) ?? {}, edits.mailbox);
  if (edits.deleteMailbox !== undefined) deleteMailbox(world, edits.deleteMailbox);
  return undefined;
}

function deleteMailbox(world: World, address: string): void {
  const { exchange } = world;
  const other = (each: string): boolean => each.toLowerCase() !== address.toLowerCase();
  exchange.mailboxes = exchange.mailboxes.filter((each) => other(each.address));
  exchange.permissions = exchange.permissions.filter((each) => other(each.mailbox));
  // Only a shared mailbox's: the people of the chats stay whatever happens to their mail.
  world.people = world.people.filter((each) => each.accountEnabled || other(each.mail));
}
