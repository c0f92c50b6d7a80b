import { administered, cleared } from './chaos-exchange-people.ts';
import { moved } from './chaos-move-people.ts';
import { approved, inUse, retired } from './chaos-player.ts';
import type { Story, Write } from './chaos-story.ts';
import { oneOnExchange, times } from './scenario-world.ts';

// The jobs that are killed at the wire. A further one is an entry here, with what people do in it (chaos-player.ts, chaos-exchange-people.ts).

const everywhere: Write[] = [
  ['application upsert', 'graph', 'PATCH', /\/applications\(uniqueName=/],
  ['service principal', 'graph', 'POST', /\/servicePrincipals(\?|$)/],
  ['password', 'graph', 'POST', /\/addPassword(\?|$)/],
  // Without a value it is only the question for a token, which every process asks first.
  ['secret', 'vault', 'PUT', /^\/secrets\//, /"value"/],
  ['message posted', 'connector', 'POST', /^\/v3\/conversations\/[^/]+\/activities/],
  ['message updated', 'connector', 'PUT', /^\/v3\/conversations\/[^/]+\/activities\//],
];
const said = ['command', 'request-submit', 'approve', 'reveal'];
/** Killed at in the short run of the first story. */
const inAcs = [...everywhere.map(([kind]) => kind), ...said, 'token', 'read'];

/** The client needs the short username, so that there is one of everything ACS has. */
const acs: Story = {
  id: 'acs',
  writes: [
    ...everywhere,
    ['MailFrom', 'arm', 'PUT', /\/senderUsernames\//],
    ['role assignment', 'arm', 'PUT', /\/roleAssignments\//],
    ['SMTP username', 'arm', 'PUT', /\/smtpUsernames\//],
    ['log-in', 'smtp', 'AUTH', /./],
    ['mail', 'smtp', 'DATA', /./],
  ],
  deliveries: said,
  elsewhere: [],
  begin: [...approved({ client: 'printer' }), ...inUse],
  end: [retired],
  installed: times(1),
  mails: 1,
};

const onExchange = { domain: 'contoso.com', client: 'node' };
const exchangeMail: Write[] = [
  ['log-in', 'exchange-smtp', 'AUTH', /./],
  ['mail', 'exchange-smtp', 'DATA', /./],
];

/** An administrator runs the script of the task, and again when nobody answered; the clean-up is a task as well. */
const exchange: Story = {
  id: 'exchange',
  writes: [...everywhere, ...exchangeMail],
  deliveries: [...said, 'task-report-submit'],
  elsewhere: inAcs,
  begin: [...approved(onExchange), administered('Show credentials'), ...inUse],
  end: [cleared],
  installed: oneOnExchange,
  mails: 1,
};

const moveClicks = ['move-submit', 'move-places-submit', 'move-finish-submit'];
const removals: Write[] = [
  ['role assignment removed', 'arm', 'DELETE', /\/roleAssignments\//],
  ['SMTP username removed', 'arm', 'DELETE', /\/smtpUsernames\//],
  ['MailFrom removed', 'arm', 'DELETE', /\/senderUsernames\//],
  ['secret removed', 'vault', 'DELETE', /^\/secrets\//],
  ['application removed', 'graph', 'DELETE', /\/applications/],
];

const cmdlet = (name: string): Write => [
  name,
  'exchange',
  'POST',
  /\/InvokeCommand/,
  new RegExp(`"CmdletName":"${name}"`),
];

/** Sendpass administers Exchange itself. */
const exchangeRest: Story = {
  id: 'exchange-rest',
  bot: {
    policy: { exchange: { domains: ['contoso.com'], outsideMailbox: 'outside@contoso.com', administration: 'rest' } },
  },
  writes: [
    ...everywhere,
    ...exchangeMail,
    cmdlet('New-ServicePrincipal'),
    cmdlet('New-ManagementScope'),
    cmdlet('New-ManagementRoleAssignment'),
    cmdlet('Set-CASMailbox'),
  ],
  deliveries: said,
  elsewhere: [...inAcs, ...exchangeMail.map(([kind]) => kind)],
  begin: [...approved(onExchange), ...inUse],
  end: [retired],
  installed: oneOnExchange,
  mails: 1,
};

/**
 * A sender in use on ACS moves to Exchange: one place is ticked, then a person removes the old way although the other is open. So there is
 * one of each click of a move, and of each removal while something else of the sender stays.
 */
const migrate: Story = {
  id: 'migrate',
  writes: [...acs.writes, ...exchangeMail, ...removals],
  deliveries: [...exchange.deliveries, ...moveClicks],
  // Not in the short run: test/unit/provisioning/move-crash.test.ts kills it before and after every call in milliseconds; here it takes minutes.
  elsewhere: [
    ...new Set([...acs.writes, ...exchangeMail, ...removals].map(([kind]) => kind)),
    ...exchange.deliveries,
    'token',
    'read',
  ],
  begin: [...approved({ client: 'printer' }), ...inUse, ...moved({ ...onExchange, why: 'ACS Email ends in 2028' })],
  end: [cleared],
  installed: oneOnExchange,
  mails: 2,
};

export const stories = { acs, exchange, 'exchange-rest': exchangeRest, migrate };
export type StoryId = keyof typeof stories;
export const isStory = (id: string): id is StoryId => Object.hasOwn(stories, id);
