// The classic rights: FullAccess on a mailbox, SendAs as a recipient (facts §7.2).
import type { World } from '../world.ts';
import { type Cmdlet, given, invalid, type Parameters, type Row, same, text } from './cmdlet.ts';
import { mailboxNamed } from './cmdlets-mailboxes.ts';
import { principalNamed } from './cmdlets-principals.ts';
import type { MailboxPermission } from './state.ts';

type Right = MailboxPermission['right'];
/** Whom a right is given to is called differently by the two kinds of cmdlets. */
type Kind = { right: Right; who: 'User' | 'Trustee' };

const rowOf = ({ mailbox, user, right }: MailboxPermission, who: Kind['who']): Row => ({
  Identity: mailbox,
  [who]: user,
  AccessRights: [right],
  ...(who === 'User' ? { Deny: false, IsInherited: false } : { AccessControlType: 'Allow' }),
});

const held = ({ exchange }: World, wish: { mailbox: string; right: Right; user?: string }): MailboxPermission[] =>
  exchange.permissions.filter(
    (each) =>
      same(each.mailbox, wish.mailbox) &&
      each.right === wish.right &&
      (wish.user === undefined || same(each.user, wish.user)),
  );

function get(world: World, parameters: Parameters, { right, who }: Kind): Row[] {
  const mailbox = mailboxNamed(world, given(parameters, 'Identity')).address;
  const identity = text(parameters, who);
  const user = identity === undefined ? {} : { user: principalNamed(world, identity).objectId };
  return held(world, { mailbox, right, ...user }).map((each) => rowOf(each, who));
}

function checkRights(parameters: Parameters, right: Right): void {
  const asked = [parameters['accessrights']].flat().map((each) => given({ right: each }, 'right'));
  const other = asked.find((each) => !same(each, right));
  if (other !== undefined) throw invalid(`The sandbox only knows the right ${right}, not ${other}.`);
}

/** Given twice, it is given once. */
function add(world: World, parameters: Parameters, { right, who }: Kind): Row[] {
  checkRights(parameters, right);
  const mailbox = mailboxNamed(world, given(parameters, 'Identity')).address;
  const user = principalNamed(world, given(parameters, who)).objectId;
  const known = held(world, { mailbox, right, user })[0];
  if (known !== undefined) return [rowOf(known, who)];
  const visibleAt = world.now() + world.draw('lag exchange permission', world.lag.exchange);
  const made: MailboxPermission = { mailbox, user, right, visibleAt };
  world.exchange.permissions.push(made);
  return [rowOf(made, who)];
}

/** One that is not there is a warning for people, not an error. */
function remove(world: World, parameters: Parameters, { right, who }: Kind): Row[] {
  checkRights(parameters, right);
  const mailbox = mailboxNamed(world, given(parameters, 'Identity')).address;
  const gone = held(world, { mailbox, right, user: principalNamed(world, given(parameters, who)).objectId });
  world.exchange.permissions = world.exchange.permissions.filter((each) => !gone.includes(each));
  return [];
}

function cmdletsOf(noun: string, kind: Kind, more: string[]): Record<string, Cmdlet> {
  const who = kind.who.toLowerCase();
  const takes = ['identity', who, 'accessrights', ...more];
  const needs = ['identity', who, 'accessrights'];
  return {
    [`Get-${noun}`]: {
      takes: ['identity', who, 'resultsize'],
      needs: ['identity'],
      run: (world, parameters) => get(world, parameters, kind),
    },
    [`Add-${noun}`]: { takes, needs, run: (world, parameters) => add(world, parameters, kind) },
    [`Remove-${noun}`]: { takes, needs, run: (world, parameters) => remove(world, parameters, kind) },
  };
}

export const permissionCmdlets: Record<string, Cmdlet> = {
  ...cmdletsOf('MailboxPermission', { right: 'FullAccess', who: 'User' }, ['automapping', 'inheritancetype']),
  ...cmdletsOf('RecipientPermission', { right: 'SendAs', who: 'Trustee' }, []),
};
