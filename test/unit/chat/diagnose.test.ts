import { beforeEach, describe, expect, test } from 'vitest';
import type { CheckId } from '../../../src/diagnosis/diagnosis.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { renderText } from '../../../cards/render-text.ts';
import { appId, arrangeDiagnosis, diagnosedIn, hour, refused } from './arrange-diagnosis.ts';
import type { Diagnosis } from './arrange-diagnosis.ts';
import { approver, arrived, createRoom, owner, sender } from './fixtures.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  await arrangeDiagnosis(room);
});
const last = (place: string) => room.at(place).at(-1)?.view;
const diagnosed = (place: string): Diagnosis => diagnosedIn(room, place);
const state = (view: Diagnosis, check: CheckId) => view.checks.find((each) => each.check === check)?.state;
const fails = (code: string) => async (): Promise<never> => {
  throw new SendpassError({ code, kind: 'retryable', advice: `${code}.` });
};

describe('an owner pastes an error', () => {
  test('all is well on Sendpass’s side: it is what the application holds, and the button shows the credentials', async () => {
    await room.say(owner, `Test failed: ${refused}`);
    const view = diagnosed('chat-1');
    expect(view).toMatchObject({ appName: 'Billing', certainty: 'likely', who: 'owner', button: { does: 'reveal' } });
    expect(view.what).toMatch(/does not send the secret as it is/);
    expect(view.checks.map((each) => each.state)).toEqual(view.checks.map(() => 'good'));
    expect(view.checks.map((each) => each.check)).toEqual([
      'secret',
      'application',
      'principal',
      'role',
      'domain',
      'token',
      'log-in',
    ]);
    const { button } = view;
    const opened = await room.open(owner, 'reveal', {
      senderId: sender.id,
      token: button?.does === 'reveal' ? button.token : '',
      on: 'diagnosis',
    });
    expect(opened).toMatchObject({ type: 'dialog', view: { view: 'reveal' } });
  });

  test('three lines: what is wrong, who fixes it, what to press', async () => {
    room.deps.diagnosis.entra.findPrincipal = async () => ({ id: 'prn', appId, enabled: false });
    await room.say(owner, refused);
    const text = renderText(diagnosed('chat-1'), { now: new Date(room.clock.at), timeZone: 'UTC', width: 100 });
    expect(text).toMatch(
      /^Billing: the mail service refuses the log-in +✗ found\n.*Its application is disabled in Entra\./,
    );
    expect(text).toMatch(/Who fixes it +An Entra administrator/);
    expect(text).toContain('✗ enterprise application: disabled in Entra');
    expect(text).toContain('[ Send test mail ]');
  });

  test('the stored credential is tried at most once a minute, however often it is asked', async () => {
    let tried = 0;
    room.deps.diagnosis.mailRelay.logIn = async () => void tried++;
    for (let each = 0; each < 5; each++) await room.say(owner, refused);
    expect(tried).toBe(1);
    expect(state(diagnosed('chat-1'), 'log-in')).toBe('unknown');
    room.clock.at += 3 * 60_000;
    await room.say(owner, refused);
    expect(tried).toBe(2);
  });

  test('words that are no error get help, and with the command an honest answer', async () => {
    await room.say(owner, 'it does not work');
    expect(last('chat-1')).toMatchObject({ view: 'notice', text: expect.stringContaining('help') });
    await room.say(owner, 'diagnose ORA-01017: invalid username/password; logon denied');
    expect(diagnosed('chat-1')).toMatchObject({
      known: false,
      certainty: 'unknown',
      what: expect.stringContaining('none of its tables'),
    });
    await room.say(owner, 'diagnose');
    expect(last('chat-1')).toMatchObject({ view: 'notice', title: 'What broke?' });
  });

  test('an unknown text about a sender with something wrong says what is wrong', async () => {
    room.deps.diagnosis.azure.findAssignment = async () => undefined;
    await room.say(owner, 'diagnose Billing');
    expect(diagnosed('chat-1')).toMatchObject({ certainty: 'seen', what: expect.stringContaining('lost its role') });
  });

  test('an Exchange text about a sender on ACS says that it is another server’s', async () => {
    await room.say(
      owner,
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    );
    const view = diagnosed('chat-1');
    expect(view).toMatchObject({ who: 'exchange-admin', what: expect.stringContaining('whole Exchange organisation') });
    expect(view.notes.join(' ')).toContain('smtp.azurecomm.net:587');
  });

  test('an open task is offered where it is what is missing', async () => {
    room.deps.diagnosis.azure.findAssignment = async () => undefined;
    await room.repos.tasks.save({
      id: 'tsk1',
      senderId: sender.id,

      generation: 1,
      code: 'removed-by-person',
      title: 't',
      why: 'w',
      script: '',
      state: 'open',
      doneBy: null,
      openedAt: new Date(room.clock.at),
    });
    await room.say(owner, refused);
    expect(diagnosed('chat-1').button).toEqual({ does: 'task', taskId: 'tsk1' });
  });
});

const ended = new Date('2026-11-19T00:00:00Z');

/** What was broken → what is said, whatever else still looks well. */
const broken: [string, string, RegExp, (look: ReturnType<typeof createRoom>['deps']['diagnosis']) => void][] = [
  [
    'secret ended',
    refused,
    /secret has ended/,
    (look) => {
      const before = look.entra.findApplication;
      look.entra.findApplication = async (name) => ({
        ...(await before(name))!,
        passwords: [{ keyId: 'key', displayName: null, endsAt: ended }],
      });
    },
  ],
  [
    'secret removed',
    'AADSTS7000215: Invalid client secret provided.',
    /removed in Entra/,
    (look) => {
      const before = look.entra.findApplication;
      look.entra.findApplication = async (name) => ({ ...(await before(name))!, passwords: [] });
    },
  ],
  [
    'application gone',
    'AADSTS700016: Application not found',
    /not in Entra any more/,
    (look) => {
      look.entra.findApplication = async () => undefined;
      look.tokenProof.prove = fails('token-app-unknown');
    },
  ],
  [
    'principal gone',
    refused,
    /enterprise application .* was deleted/,
    (look) => (look.entra.findPrincipal = async () => undefined),
  ],
  ['disabled', refused, /disabled in Entra/, (look) => (look.tokenProof.prove = fails('token-app-disabled'))],
  ['blocked', 'AADSTS53003: blocked', /Conditional Access/, (look) => (look.tokenProof.prove = fails('token-blocked'))],
  [
    'role gone',
    refused,
    /lost its role/,
    (look) => {
      look.azure.findAssignment = async () => undefined;
      look.mailRelay.logIn = fails('smtp-auth-refused');
    },
  ],
  ['refused all the same', refused, /stored secret too/, (look) => (look.mailRelay.logIn = fails('smtp-auth-refused'))],
  [
    'MailFrom gone',
    '550 5.7.60 sender refused',
    /MailFrom address is not on the domain/,
    (look) => {
      look.azure.findMailFrom = async () => undefined;
      look.azure.listMailFroms = async () => [];
    },
  ],
  [
    'domain unlinked',
    '5.1.7 The specified sender domain has not been linked.',
    /not linked/,
    (look) => (look.azure.listDomains = async () => []),
  ],
  [
    'domain not verified',
    '550 5.7.60 sender refused',
    /not fully verified/,
    (look) => {
      const before = look.azure.listDomains;
      look.azure.listDomains = async () =>
        (await before()).map((each) => ({ ...each, verified: { ...each.verified, SPF: false } }));
    },
  ],
  [
    'relay down',
    'connect ETIMEDOUT',
    /cannot be reached from Sendpass either/,
    (look) => (look.mailRelay.reach = fails('smtp-unreachable')),
  ],
];

test.each(broken)('%s', async (_what, text, says, breakIt) => {
  breakIt(room.deps.diagnosis);
  await room.say(owner, text);
  const view = diagnosed('chat-1');
  expect(view.what).toMatch(says);
  expect(view.certainty).toBe('seen');
  expect(view.checks.some((each) => each.state === 'bad')).toBe(true);
});

describe('a look that fails or hangs is unknown, and the answer comes', () => {
  test('failing', async () => {
    const look = room.deps.diagnosis;
    look.entra.findApplication = fails('graph-busy');
    look.azure.listDomains = fails('arm-busy');
    look.vault.get = fails('vault-busy');
    await room.say(owner, refused);
    const view = diagnosed('chat-1');
    for (const check of ['application', 'secret', 'domain', 'token', 'log-in'] as const)
      expect(state(view, check)).toBe('unknown');
    expect(state(view, 'principal')).toBe('good');
  });

  test('hanging', async () => {
    room.deps.diagnosis.mailRelay.logIn = () => new Promise(() => undefined);
    room.deps.clock.wait = (_ms, signal) =>
      signal?.aborted ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, 20));
    await room.say(owner, refused);
    expect(state(diagnosed('chat-1'), 'log-in')).toBe('unknown');
    expect(state(diagnosed('chat-1'), 'secret')).toBe('good');
    expect(state(diagnosed('chat-1'), 'token')).toBe('good');
  });

  test('everything hanging: still answered within ten seconds, with nothing called good', async () => {
    const { deps, clock } = room;
    const never = (): Promise<never> => new Promise(() => undefined);
    const { diagnosis } = deps;
    diagnosis.entra = { findApplication: never, findPrincipal: never, smtpSendRole: never, rolesGranted: never };
    diagnosis.azure = { ...diagnosis.azure, findAssignment: never, listDomains: never };
    diagnosis.vault.get = never;
    deps.directory.isMember = never;
    // Time passes only where somebody waits for it; of several who wait, the first to be done is the next moment.
    deps.clock.wait = async (ms, signal) => {
      const until = clock.at + ms;
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted !== true) clock.at = Math.max(clock.at, until);
    };
    await room.receive(arrived(approver, { type: 'message', text: `Billing: ${refused}` }));
    const asked = clock.at;
    await room.work();
    expect(clock.at - asked).toBeLessThanOrEqual(10_000);
    const { checks } = diagnosedIn(room, 'chat-3');
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.filter((each) => each.state === 'good')).toEqual([]);
  });

  test('absent so soon after it was made is not gone', async () => {
    room.deps.diagnosis.azure.findAssignment = async () => undefined;
    room.clock.at -= hour;
    await room.say(owner, refused);
    expect(state(diagnosed('chat-1'), 'role')).toBe('unknown');
  });
});
