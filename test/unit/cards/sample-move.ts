import type { View } from '../../../src/chat/view.ts';
import type { MigrationsView, MoveFormView, ProgressMove } from '../../../src/chat/view-move.ts';
import { at, decided, progressViews, requestFacts, steps } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

/** A move from being asked for to being over, and who has to move. */

const relays = { from: 'ACS Email', to: 'Exchange Online' };
const ends = { title: 'ACS Email', on: at('2028-09-30T00:00:00Z') };

const move = (say: Say, many: number, more: Partial<ProgressMove>): ProgressMove => ({
  ...relays,
  state: 'making',
  request: null,
  steps: Array.from({ length: many }, () => steps(say, 'waiting')).flat(),
  address: say('invoices@contoso.com'),
  endpoint: say('smtp.office365.com:587'),
  secretEndsAt: at('2027-05-20T08:00:00Z'),
  proof: null,
  places: Array.from({ length: many }, () => [
    { place: say('web-02'), done: { by: say('Olivia Brandt'), at: at('2026-11-24T11:20:00Z') } },
    { place: say('printer 3rd floor'), done: null },
  ]).flat(),
  revealToken: 'u1Zs0X3v9Q2m',
  reveal: { count: 1, windowEndsAt: at('2026-12-01T10:44:07Z'), closed: false, vaultSecret: null },
  ...more,
});

function onCard(say: Say, many: number): Record<string, View> {
  const installed = progressViews(say, many)['progress-installed'];
  const ready = progressViews(say, many)['progress-ready'];
  const stopped = progressViews(say, many)['progress-stopped'];
  if (installed?.view !== 'progress' || ready?.view !== 'progress' || stopped?.view !== 'progress') return {};
  const request = {
    requestId: 'k3jd92mxqa',
    version: 1,
    why: say('ACS ends in 2028'),
    expiresAt: at('2026-11-27T09:42:00Z'),
    mayChange: true,
  };
  const done = Array.from({ length: many }, () => steps(say, 'done')).flat();
  const proven = move(say, many, { state: 'proven', steps: done });
  return {
    'progress-ends': { ...installed, ends, mayMoveTo: relays.to },
    'progress-move-denied': {
      ...installed,
      ends,
      mayMoveTo: relays.to,
      notMoved: { to: relays.to, outcome: decided['denied'] ?? { state: 'pending' } },
    },
    'progress-move-expired': {
      ...installed,
      notMoved: { to: relays.to, outcome: decided['expired'] ?? { state: 'pending' } },
    },
    'progress-move-asked': { ...installed, ends, move: move(say, many, { state: 'asked', steps: [], request }) },
    'progress-move-making': { ...installed, ends, move: move(say, many, {}) },
    'progress-move-person': {
      ...installed,
      ends,
      move: move(say, many, { steps: Array.from({ length: many }, () => steps(say, 'needs-person')).flat() }),
    },
    'progress-move-proven': { ...installed, ends, move: proven },
    'progress-move-both-shown': { ...ready, ends, move: proven },
    'progress-move-stopped': { ...stopped, ends, move: proven },
    'progress-move-vault': {
      ...installed,
      ends,
      move: {
        ...proven,
        revealToken: null,
        reveal: { count: 0, windowEndsAt: null, closed: false, vaultSecret: say('sp-prod/sendpass-sq8wzr4tnb-101') },
      },
    },
    'progress-move-cancelling': { ...installed, ends, move: move(say, many, { state: 'cancelling', steps: done }) },
    'progress-move-clearing': {
      ...installed,
      move: move(say, many, {
        state: 'clearing',
        steps: Array.from({ length: many }, () => steps(say, 'removing')).flat(),
      }),
    },
  };
}

function form(say: Say, withErrors: boolean): MoveFormView {
  return {
    view: 'move-form',
    senderId: 'sq8wzr4tnb',
    appName: say('Billing'),
    ...relays,
    fromAddress: say('invoices@mail.contoso.com'),
    notice: 'Microsoft ends ACS Email on 30 Sep 2028. Senders have to move to another relay before.',
    editing: withErrors ? { requestId: 'k3jd92mxqa', version: 2 } : null,
    values: {
      why: say('ACS ends in 2028'),
      localPart: say('invoices'),
      domain: 'contoso.com',
      displayName: say('Contoso Invoices'),
      recipients: 'external',
      perHour: '40',
      perDay: '600',
      lifetime: 'P6M',
      client: 'php',
      places: say('web-02, printer 3rd floor'),
      delivery: 'reveal',
    },
    errors: withErrors
      ? [
          {
            field: 'client',
            message: say('Printer only knows user name and password; this mail service takes tokens.'),
          },
          { field: 'form', message: say('Azure did not answer in time, so nothing was sent. Send it once more.') },
        ]
      : [],
    options: {
      domains: [{ value: 'contoso.com', title: say('contoso.com') }],
      furtherMailboxes: true,
      clients: [{ value: 'php', title: 'PHP (PHPMailer)' }],
      lifetimes: [{ value: 'P6M', title: '6 months' }],
    },
  };
}

function migrations(say: Say, many: number): MigrationsView {
  const row: MigrationsView['rows'][number] = {
    senderId: 'a',
    name: say('Billing'),
    address: say('invoices@mail.contoso.com'),
    owners: [say('Olivia Brandt'), say('Mehmet Öz')],
    perDay: 6_000,
    state: 'can move to Exchange Online',
    tone: 'warning',
    blocks: null,
    mayMove: true,
  };
  const rows: MigrationsView['rows'] = [
    row,
    {
      ...row,
      name: say('Alarms'),
      state: 'Exchange Online is proven, 1 of 2 places moved',
      tone: 'accent',
      blocks: say('not moved yet: printer 3rd floor'),
      mayMove: false,
    },
    {
      ...row,
      name: say('Scanner'),
      state: 'needs another program first',
      blocks: say('Printer only knows user name and password; this mail service takes access tokens.'),
    },
    {
      ...row,
      name: say('Newsletter'),
      state: 'cannot move as it is',
      tone: 'attention',
      blocks: say('Too much.'),
      mayMove: false,
    },
  ];
  return {
    view: 'migrations',
    ...relays,
    endsOn: ends.on,
    now: at('2026-11-24T10:00:00Z'),
    counts: { left: 4, moving: 1, moved: 3 },
    months: [5, 7, 7, 6, 4].map((left, index) => ({ month: new Date(Date.UTC(2026, 6 + index, 1)), left })),
    monthsLeft: 22,
    page: { no: 1, of: 2 },
    rows: Array.from({ length: many }, () => rows).flat(),
    radar: { stops: 20, maybe: 1, oauth: 4, covered: 6, gone: 3 },
  };
}

const candidate = (say: Say) => ({
  senderId: 'a',
  name: say('Billing'),
  address: say('invoices@mail.contoso.com'),
  ...relays,
  endsOn: ends.on,
});

function dialogs(say: Say, many: number): Record<string, View> {
  const open = Array.from({ length: many }, (_each, no) => ({ no, place: say('printer 3rd floor') }));
  const removes = [say('secret in vault sp-prod'), say('role "SMTP sender" on acs-prod')];
  const blastRadius = say('Mail as invoices@mail.contoso.com with the old credential stops within an hour.');
  const about = { senderId: 's', appName: say('Billing'), ...relays };
  return {
    'move-choose': {
      view: 'move-choose',
      choices: [{ value: 'a', title: say('Billing – invoices@mail.contoso.com') }],
    },
    'move-places': { view: 'move-places', ...about, places: move(say, many, {}).places, blastRadius },
    'confirm-move-finish': { view: 'confirm-move-finish', ...about, open, removes, blastRadius, changed: true },
    'confirm-move-finish-all': {
      view: 'confirm-move-finish',
      ...about,
      open: [],
      removes,
      blastRadius,
      changed: false,
    },
    'confirm-move-cancel': { view: 'confirm-move-cancel', ...about, removes },
  };
}

export function moveViews(say: Say, many: number): Record<string, View> {
  const facts = requestFacts(say, many);
  const request = {
    ...facts,
    plan: [
      ...facts.plan,
      { change: 'remove' as const, what: say('secret in vault sp-prod') },
      { change: 'remove' as const, what: say('role "SMTP sender" on acs-prod') },
    ],
    move: { ...relays, fromAddress: say('invoices@mail.contoso.com'), why: say('ACS ends in 2028') },
  };
  const list = migrations(say, many);
  return {
    ...onCard(say, many),
    ...dialogs(say, many),
    'decide-move': { view: 'decide', request, outcome: { state: 'pending' } },
    'decide-move-denied': { view: 'decide', request, outcome: decided['denied'] ?? { state: 'pending' } },
    'move-form': form(say, false),
    'move-form-errors': form(say, true),
    'move-ask': { view: 'move-ask', senders: [candidate(say)] },
    'move-ask-many': { view: 'move-ask', senders: Array.from({ length: many + 1 }, () => candidate(say)) },
    migrations: list,
    'migrations-nowhere': { ...list, to: null, radar: null, page: { no: 1, of: 1 } },
    'migrations-done': { ...list, counts: { left: 0, moving: 0, moved: 7 }, rows: [], page: { no: 1, of: 1 } },
  };
}
