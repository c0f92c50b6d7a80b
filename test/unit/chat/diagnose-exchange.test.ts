import { describe, expect, test } from 'vitest';
import type { ExchangeReport } from '../../../src/relays/exchange-wish.ts';
import { arrangeOnExchange, diagnosedIn, fails, healthyReport, mailbox, onExchange } from './arrange-diagnosis.ts';
import { approver, createRoom, owner } from './fixtures.ts';
import { healthyClaims } from './healthy-sender.ts';

type Room = ReturnType<typeof createRoom>;
type Look = Room['deps']['diagnosis'];

const host = '[AM0PR06CA0126.eurprd06.prod.outlook.com]';
const refused = `535 5.7.3 Authentication unsuccessful ${host}`;

async function asked(
  text: string,
  breakIt: (look: Look) => void = () => {},
  access: 'classic' | 'app-rbac' = 'classic',
) {
  const room = createRoom();
  await arrangeOnExchange(room, onExchange(access));
  breakIt(room.deps.diagnosis);
  await room.say(owner, text);
  return { room, view: diagnosedIn(room, 'chat-1') };
}

const shows = (change: Partial<ExchangeReport>) => (look: Look) =>
  (look.exchangeAdmin.look = async () => ({ ...healthyReport, ...change }));
const claims = (change: object) => (look: Look) => {
  const before = look.tokenProof;
  look.tokenProof = {
    prove: async (wish) => ({ ...(await before.prove(wish)), claims: { ...healthyClaims, ...change } }),
  };
};

/** What was broken → what is said, who mends it. */
const broken: [what: string, text: string, says: RegExp, who: string, breakIt: (look: Look) => void][] = [
  [
    'mailbox deleted',
    refused,
    /mailbox is not there any more/,
    'exchange-admin',
    (look) => {
      look.directory.findByAddress = async () => undefined;
      look.mailRelay.logIn = fails('smtp-auth-refused');
    },
  ],
  [
    'a group instead of the mailbox',
    refused,
    /mailbox is not there any more/,
    'exchange-admin',
    (look) => {
      look.directory.findByAddress = async () => ({ kind: 'group', name: 'Invoices', objectId: 'grp' });
    },
  ],
  [
    'consent withdrawn',
    refused,
    /consent to SMTP\.SendAsApp is missing/,
    'entra-admin',
    (look) => {
      look.entra.rolesGranted = async () => [];
      look.mailRelay.logIn = fails('smtp-auth-refused');
    },
  ],
  ['role not in the token', refused, /consent to SMTP\.SendAsApp is missing/, 'entra-admin', claims({ roles: [] })],
  ['enterprise application made anew', refused, /another object id/, 'exchange-admin', claims({ oid: 'other' })],
  [
    'registered with the object id of the registration',
    refused,
    /another object id/,
    'exchange-admin',
    shows({ objectId: 'obj' }),
  ],
  ['not registered', refused, /does not know the application/, 'exchange-admin', shows({ objectId: null })],
  ['no right on the mailbox', refused, /role, scope or permission is missing/, 'exchange-admin', shows({ rights: {} })],
  [
    'SMTP AUTH off for the mailbox',
    refused,
    /switched off for this mailbox/,
    'exchange-admin',
    shows({ smtpAuth: { [mailbox]: 'off' } }),
  ],
  [
    'off for the tenant',
    refused,
    /whole Exchange organisation/,
    'exchange-admin',
    shows({ smtpAuth: { [mailbox]: 'tenant' } }),
  ],
  [
    'off, and only the log-in says so',
    refused,
    /switched off for this mailbox/,
    'exchange-admin',
    (look) => (look.mailRelay.logIn = fails('smtp-auth-off-mailbox')),
  ],
  [
    'security defaults',
    "535 5.7.139 user is locked by your organization's security defaults policy",
    /security defaults/,
    'entra-admin',
    (look) => (look.mailRelay.logIn = fails('smtp-security-defaults')),
  ],
  [
    'refused, and nobody may look into Exchange',
    refused,
    /does not let this application log in/,
    'exchange-admin',
    (look) => (look.mailRelay.logIn = fails('smtp-auth-refused', { neighbour: 'smtp', status: 535 })),
  ],
  [
    'secret ended',
    'AADSTS7000222: expired',
    /secret has ended/,
    'owner',
    (look) => (look.tokenProof.prove = fails('token-secret-expired')),
  ],
  [
    'secret removed',
    'AADSTS7000215: Invalid client secret provided.',
    /removed in Entra/,
    'owner',
    (look) => (look.tokenProof.prove = fails('token-secret-unknown')),
  ],
  [
    'disabled',
    refused,
    /application is disabled/,
    'entra-admin',
    (look) => (look.entra.findPrincipal = async () => ({ id: 'prn', appId: 'a', enabled: false })),
  ],
  [
    'Conditional Access',
    'AADSTS53003: blocked',
    /Conditional Access/,
    'entra-admin',
    (look) => (look.tokenProof.prove = fails('token-blocked')),
  ],
  [
    'too fast',
    '451 4.4.2 Message submission rate for this client has exceeded',
    /limit of 30 mails a minute/,
    'owner',
    (look) => (look.mailRelay.logIn = fails('smtp-busy')),
  ],
  [
    'From is another address',
    `554 5.2.0 STOREDRV SendAsDenied; ${mailbox} not allowed to send as boss@contoso.com`,
    /From address is not the mailbox/,
    'owner',
    () => {},
  ],
  [
    'another server',
    'connect ETIMEDOUT smtp.azurecomm.net:587',
    /another mail service than Exchange Online/,
    'owner',
    () => {},
  ],
  ['another port', 'connect ECONNREFUSED smtp.office365.com:465', /another port than 587/, 'owner', () => {}],
  [
    'name not found here either',
    'getaddrinfo ENOTFOUND smtp.office365.com',
    /cannot be reached from Sendpass either/,
    'network',
    (look) => (look.dns.addresses = async () => []),
  ],
];

test.each(broken)('%s', async (_what, text, says, who, breakIt) => {
  const { view } = await asked(text, breakIt);
  expect(view).toMatchObject({ certainty: 'seen', who });
  expect(view.what).toMatch(says);
  expect(view.button).not.toBeNull();
});

describe('what a sender on Exchange does not have is not guessed about it', () => {
  test.each([refused, '535 5.7.3 Authentication unsuccessful', 'SMTP Error: Could not authenticate.', 'Unauthorized'])(
    '%s',
    async (text) => {
      const { view } = await asked(text, (look) => (look.tokenProof.prove = fails('token-unavailable')));
      expect([view.what, ...view.others].join(' ')).not.toMatch(/ACS|MailFrom|70 to 90|SMTP sender/);
      expect(view.what).toMatch(/Exchange|SMTP\.SendAsApp/);
      expect(view.checks.map((each) => each.check)).not.toContain('domain');
    },
  );

  test('App RBAC needs no consent: neither looked at nor missed in the token', async () => {
    const { view } = await asked(refused, claims({ roles: undefined }), 'app-rbac');
    expect(view.checks.find((each) => each.check === 'consent')).toBeUndefined();
    expect(view.checks.find((each) => each.check === 'claims')).toMatchObject({ state: 'good' });
  });
});

test('all is well: it is what the application holds', async () => {
  const { view } = await asked(refused, shows({}));
  expect(view).toMatchObject({ certainty: 'likely', who: 'owner', button: { does: 'reveal' } });
  expect(view.what).toMatch(/logs in as another mailbox/);
  expect(view.checks.map(({ check, state }) => `${check} ${state}`)).toEqual([
    'secret good',
    'application good',
    'principal good',
    'consent good',
    'exchange-access good',
    'mailbox good',
    'token good',
    'claims good',
    'log-in good',
  ]);
});

test('one token is asked for, whatever is looked at with it', async () => {
  let tokens = 0;
  await asked(refused, (look) => {
    const before = look.tokenProof;
    look.tokenProof = {
      prove(wish) {
        tokens++;
        return before.prove(wish);
      },
    };
  });
  expect(tokens).toBe(1);
});

test('a directory that may not be read leaves the mailbox unknown, not gone', async () => {
  const { view } = await asked(refused, (look) => (look.directory.findByAddress = fails('directory-unreadable')));
  expect(view.checks.find((each) => each.check === 'mailbox')).toMatchObject({ state: 'unknown' });
  expect(view.what).not.toMatch(/mailbox is not there/);
});

describe('what was seen is handed to IT by one click', () => {
  const gone = (look: Look) => {
    look.directory.findByAddress = async () => undefined;
  };
  test('owner and approver get the button, and converge looks for itself', async () => {
    const { room, view } = await asked(refused, gone);
    expect(view.button).toEqual({ does: 'hand-over' });
    await room.say(approver, `${refused} ${mailbox}`);
    expect(diagnosedIn(room, 'chat-3').button).toEqual({ does: 'hand-over' });
    expect(await room.click(owner, 'hand-over', { senderId: 'snd1' })).toMatchObject({ type: 'toast' });
    expect(room.stored.jobs.map((each) => each.job)).toContainEqual({
      name: 'converge',
      key: 'snd1',
      data: { senderId: 'snd1' },
    });
  });

  test('a guess is not', async () => {
    const { view } = await asked(refused, (look) => (look.tokenProof.prove = fails('token-unavailable')));
    expect(view.button).toEqual({ does: 'test-mail' });
  });
});
