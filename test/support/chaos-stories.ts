import { administered, cleared } from './chaos-exchange-people.ts';
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
  begin: [...approved(onExchange), administered, ...inUse],
  end: [cleared],
  installed: oneOnExchange,
};

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
};

export const stories = { acs, exchange, 'exchange-rest': exchangeRest };
export type StoryId = keyof typeof stories;
export const isStory = (id: string): id is StoryId => Object.hasOwn(stories, id);
