import type { Outcome, RequestFacts, View } from '../../../src/chat/view.ts';
import type { Step, StepKind } from '../../../src/senders/sender.ts';

/** Requests and progress as they would be seen on a usual day. `say` replaces each word a person could have written, for hostile content. */

export const now = new Date('2026-11-20T09:42:00Z');
export const password = 'Hq7~2bW.k_Zx9-RtY8uVs~0aLmNqP4cEwT1yG6hJ';
export const at = (text: string): Date => new Date(text);
export type Say = (text: string) => string;

export function requestFacts(say: Say, many = 1): RequestFacts {
  return {
    requestId: 'k3jd92mxqa',
    version: 2,
    appName: say('Billing'),
    address: say('invoices@mail.contoso.com'),
    displayName: say('Contoso Invoices'),
    purpose: say('Monthly invoices to customers, replaces the Exchange mailbox billing-smtp'),
    askedBy: say('Olivia Brandt'),
    onBehalfOf: say('Team Billing'),
    secondOwners: Array.from({ length: many }, () => say('Mehmet Öz')),
    places: Array.from({ length: many }, () => [say('web-02'), say('printer 3rd floor')]).flat(),
    client: say('PHP (PHPMailer)'),
    recipients: 'external',
    perHour: 40,
    perDay: 600,
    relayLine: say('ACS (until 30 Sep 2028; Exchange cannot reach external recipients at this volume)'),
    secretEndsAt: at('2027-05-20T08:00:00Z'),
    lifetime: 'P6M',
    delivery: 'reveal',
    plan: Array.from({ length: many }, () => [
      { change: 'make' as const, what: say('app registration "Sendpass – Billing"') },
      { change: 'make' as const, what: say('role "SMTP sender" on acs-prod'), note: say('not Contributor') },
      { change: 'make' as const, what: say('MailFrom invoices@mail.contoso.com') },
      { change: 'make' as const, what: say('secret in vault sp-prod') },
    ]).flat(),
    verdicts: Array.from({ length: many }, () => [
      { result: 'ok' as const, text: say('domain verified, SPF -all, DKIM, linked') },
      { result: 'ok' as const, text: say('nobody owns this address or a look-alike') },
      { result: 'attention' as const, text: say('printer model holds 20 characters → short user name') },
      { result: 'unknown' as const, text: say('the directory may not be read, so look-alike names were not checked') },
    ]).flat(),
    ifStolen: say('mail as any address on mail.contoso.com. Retiring it ends that.'),
    expiresAt: at('2026-11-27T09:42:00Z'),
    submittedAt: at('2026-11-20T09:40:00Z'),
    approverCount: 7,
    mayDecideCount: 2,
  };
}

const step = (say: Say, kind: StepKind, state: Step['state'], tookMs: number | null, reason: string | null): Step => ({
  routeId: 'r',
  kind,
  name: 'sendpass-x-1',
  state,
  externalId: null,
  facts: {},
  reason: reason === null ? null : say(reason),
  reasonCode: null,
  intendedAt: state === 'planned' ? null : at('2026-11-24T10:42:10Z'),
  doneAt: null,
  tookMs,
});

export function steps(say: Say, last: Step['state']): Step[] {
  const rest = last === 'done' ? 'done' : 'planned';
  const late = last === 'removed' || last === 'removing' ? last : 'done';
  const reason = {
    waiting: 'Entra has not replicated the new principal yet (usually under 2 min)',
    'needs-person': 'The tenant allows no further MailFrom addresses: its quota has to be raised first.',
  };
  return [
    step(say, 'mail-from', late, 912, null),
    step(say, 'application', late, 803, null),
    step(say, 'principal', late, 1400, null),
    step(say, 'secret', 'done' === late ? 'done' : 'removed', 1130, null),
    step(say, 'role', last, 65_000, last === 'waiting' || last === 'needs-person' ? reason[last] : null),
    step(say, 'log-in', rest, 7300, null),
    step(say, 'test-mail', rest, 2000, null),
  ];
}

export const decided: Record<string, Outcome> = {
  approved: { state: 'approved', deed: { by: 'Amara Nwosu', at: at('2026-11-24T10:42:00Z') }, reason: null },
  denied: {
    state: 'denied',
    deed: { by: 'Amara Nwosu', at: at('2026-11-24T10:42:00Z') },
    reason: 'Use the shared address',
  },
  withdrawn: { state: 'withdrawn', deed: { by: 'Olivia Brandt', at: at('2026-11-24T10:42:00Z') } },
  expired: { state: 'expired', at: at('2026-11-27T09:42:00Z') },
};

type Progress = Extract<View, { view: 'progress' }>;

function progress(say: Say, many: number, state: Progress['state'], more: Partial<Progress>): Progress {
  return {
    view: 'progress',
    senderId: 'sq8wzr4tnb',
    request: requestFacts(say, many),
    outcome: decided['approved'] ?? { state: 'pending' },
    state,
    steps: [],
    revealToken: null,
    reveal: { count: 0, windowEndsAt: null, closed: false, vaultSecret: null },
    provenAt: null,
    proof: null,
    installed: null,
    testMail: { state: 'none', at: null, to: null, reason: null },
    endpoint: say('smtp.azurecomm.net:587'),
    mayAct: true,
    ...more,
  };
}

const tokenProof = (say: Say): Progress['proof'] => ({
  claims: [
    { claim: 'aud', found: 'https://outlook.office365.com', result: 'ok' },
    { claim: 'appid', found: say('4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11'), result: 'ok' },
    { claim: 'roles', found: '', result: 'absent' },
  ],
  outside: 'refused',
});

const manySteps = (say: Say, many: number, state: Step['state']): Step[] =>
  Array.from({ length: many }, () => steps(say, state)).flat();

export function progressViews(say: Say, many = 1): Record<string, View> {
  const ready: Partial<Progress> = {
    steps: manySteps(say, many, 'done'),
    provenAt: at('2026-11-24T10:44:07Z'),
    revealToken: 'u1Zs0X3v9Q2m',
    reveal: { count: 0, windowEndsAt: at('2026-12-01T10:44:07Z'), closed: false, vaultSecret: null },
    testMail: { state: 'sent', at: at('2026-11-24T10:44:09Z'), to: say('olivia.brandt@contoso.com'), reason: null },
  };
  return {
    'progress-pending': progress(say, many, 'waiting-for-decision', { outcome: { state: 'pending' } }),
    'progress-setting-up': progress(say, many, 'setting-up', { steps: manySteps(say, many, 'waiting') }),
    'progress-needs-person': progress(say, many, 'needs-person', { steps: manySteps(say, many, 'needs-person') }),
    'progress-ready': progress(say, many, 'ready', ready),
    'progress-ready-token': progress(say, many, 'ready', { ...ready, proof: tokenProof(say) }),
    'progress-ready-vault': progress(say, many, 'ready', {
      ...ready,
      revealToken: null,
      reveal: { count: 0, windowEndsAt: null, closed: false, vaultSecret: say('sendpass-sq8wzr4tnb-1') },
    }),
    'progress-installed': progress(say, many, 'ready', {
      ...ready,
      revealToken: null,
      reveal: { count: 2, windowEndsAt: null, closed: true, vaultSecret: null },
      installed: { by: say('Olivia Brandt'), at: at('2026-11-24T11:20:00Z') },
      testMail: { state: 'failed', at: null, to: say('olivia.brandt@contoso.com'), reason: say('the hour is full') },
    }),
    'progress-removing': progress(say, many, 'removing', { steps: manySteps(say, many, 'removing') }),
    'progress-removed': progress(say, many, 'removed', { steps: manySteps(say, many, 'removed') }),
    'progress-stopped': progress(say, many, 'stopped', { steps: manySteps(say, many, 'needs-person') }),
    'progress-denied': progress(say, many, 'closed', { outcome: decided['denied'] ?? { state: 'pending' } }),
  };
}
