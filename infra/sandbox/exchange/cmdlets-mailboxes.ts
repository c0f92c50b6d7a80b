// Mailboxes and the switches of SMTP AUTH.
import type { World } from '../world.ts';
import { cannotBind, type Cmdlet, given, invalid, notFound, type Parameters, type Row, same, text } from './cmdlet.ts';
import { FilterError, parseRecipientFilter } from './recipient-filter.ts';
import { ownerOf } from './rights.ts';
import type { Mailbox } from './state.ts';

/** By any of its addresses, its alias or its display name. */
export function mailboxNamed(world: World, identity: string): Mailbox {
  const found =
    ownerOf(world, identity) ??
    world.exchange.mailboxes.find((each) => [aliasOf(each), each.displayName].some((one) => same(one, identity)));
  if (found === undefined) throw notFound(identity);
  return found;
}

const aliasOf = ({ address }: Mailbox): string => address.slice(0, address.indexOf('@'));

const recipientRow = (mailbox: Mailbox): Row => ({
  Name: mailbox.displayName,
  DisplayName: mailbox.displayName,
  Identity: mailbox.displayName,
  Alias: aliasOf(mailbox),
  PrimarySmtpAddress: mailbox.address,
  EmailAddresses: [`SMTP:${mailbox.address}`, ...mailbox.aliases.map((each) => `smtp:${each}`)],
  RecipientType: 'UserMailbox',
  RecipientTypeDetails: mailbox.kind,
});

function getRecipient(world: World, parameters: Parameters): Row[] {
  const identity = text(parameters, 'Identity');
  if (identity !== undefined) return [recipientRow(mailboxNamed(world, identity))];
  const filter = text(parameters, 'RecipientPreviewFilter') ?? text(parameters, 'Filter');
  if (filter === undefined) return world.exchange.mailboxes.map(recipientRow);
  try {
    return world.exchange.mailboxes.filter(parseRecipientFilter(filter)).map(recipientRow);
  } catch (error) {
    throw error instanceof FilterError ? invalid(error.message) : error;
  }
}

function getCas(world: World, parameters: Parameters): Row[] {
  const identity = text(parameters, 'Identity');
  const found = identity === undefined ? world.exchange.mailboxes : [mailboxNamed(world, identity)];
  return found.map((each) => ({
    Name: each.displayName,
    PrimarySmtpAddress: each.address,
    SmtpClientAuthenticationDisabled: each.smtpClientAuthenticationDisabled,
  }));
}

const SWITCH = 'SmtpClientAuthenticationDisabled';

/** `$null` for a mailbox: the tenant decides again. Undefined: the parameter was not given. */
function switched(parameters: Parameters): boolean | null | undefined {
  const value = parameters[SWITCH.toLowerCase()];
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  throw cannotBind(`Cannot process argument transformation on parameter '${SWITCH}'.`);
}

function setCas(world: World, parameters: Parameters): Row[] {
  const mailbox = mailboxNamed(world, given(parameters, 'Identity'));
  const value = switched(parameters);
  if (value !== undefined) mailbox.smtpClientAuthenticationDisabled = value;
  return [];
}

function setTransport({ exchange }: World, parameters: Parameters): Row[] {
  const value = switched(parameters);
  if (value === null) throw cannotBind(`Cannot bind argument to parameter '${SWITCH}' because it is null.`);
  if (value !== undefined) exchange.smtpClientAuthenticationDisabled = value;
  return [];
}

const look = { takes: ['identity', 'recipientpreviewfilter', 'filter', 'resultsize'], run: getRecipient };
export const mailboxCmdlets: Record<string, Cmdlet> = {
  'Get-Recipient': look,
  'Get-Mailbox': { ...look, takes: ['identity', 'filter', 'resultsize'] },
  'Get-CASMailbox': { takes: ['identity', 'resultsize'], run: getCas },
  'Set-CASMailbox': { takes: ['identity', SWITCH.toLowerCase()], needs: ['identity'], run: setCas },
  'Get-TransportConfig': {
    takes: [],
    run: ({ exchange }) => [{ [SWITCH]: exchange.smtpClientAuthenticationDisabled }],
  },
  'Set-TransportConfig': { takes: [SWITCH.toLowerCase()], run: setTransport },
};
