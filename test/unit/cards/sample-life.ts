import type { View } from '../../../src/chat/view.ts';
import type { Blast, ProgressRotation, ProgressStop } from '../../../src/chat/view-life.ts';
import { at, progressViews, steps } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

/** A secret being changed, a Stop and the way back. */

const repeat = <Each>(many: number, each: Each): Each[] => Array.from({ length: many }, () => each);

export const blast = (say: Say, many: number): Blast => ({
  address: say('invoices@mail.contoso.com'),
  where: repeat(many, say('web-02')),
  perHour: 40,
  perDay: 600,
  lastTestAt: at('2026-11-24T11:20:00Z'),
  byToken: true,
});

const rotation = (say: Say, many: number, more: Partial<ProgressRotation>): ProgressRotation => ({
  state: 'overlap',
  leaked: false,
  cannotSend: false,
  started: { by: say('Olivia Brandt'), at: at('2026-11-24T10:42:00Z') },
  oldEndsAt: at('2026-12-20T08:00:00Z'),
  newEndsAt: at('2027-05-20T08:00:00Z'),
  places: repeat(many, [
    { place: say('web-02'), done: { by: say('Olivia Brandt'), at: at('2026-11-24T11:20:00Z') } },
    { place: say('printer 3rd floor'), done: null },
  ]).flat(),
  revealToken: 'u1Zs0X3v9Q2m',
  reveal: { count: 1, windowEndsAt: at('2026-12-01T10:44:07Z'), closed: false, vaultSecret: null },
  reason: null,
  removeAt: null,
  mayCallOff: true,
  ...more,
});

const halted = (say: Say, more: Partial<ProgressStop>): ProgressStop => ({
  deed: { by: say('Amara Nwosu'), at: at('2026-11-24T10:42:00Z') },
  refusedAt: at('2026-11-24T10:43:00Z'),
  tokensUntil: at('2026-11-24T12:13:00Z'),
  byToken: true,
  reason: null,
  ...more,
});

function onCard(say: Say, many: number): Record<string, View> {
  const {
    'progress-installed': installed,
    'progress-stopped': stopped,
    'progress-removed': removed,
  } = progressViews(say, many);
  if (installed?.view !== 'progress' || stopped?.view !== 'progress' || removed?.view !== 'progress') return {};
  const restart = { requestId: 'k3jd92mxqa', version: 1, expiresAt: at('2026-11-27T09:42:00Z'), mayWithdraw: true };
  const waits = say('The mail service still takes the removed secret');
  const removeAt = at('2026-12-01T10:42:00Z');
  const byVault = { count: 0, windowEndsAt: null, closed: false, vaultSecret: say('sp-prod/sendpass-sq8wzr4tnb-1') };
  return {
    'progress-rotation-issuing': {
      ...installed,
      rotation: rotation(say, many, { state: 'issuing', revealToken: null, reason: waits }),
    },
    'progress-rotation-overlap': { ...installed, revealToken: 'old', rotation: rotation(say, many, {}) },
    'progress-rotation-timed': { ...installed, rotation: rotation(say, many, { removeAt, revealToken: null }) },
    'progress-rotation-vault': {
      ...installed,
      rotation: rotation(say, many, { removeAt, revealToken: null, reveal: byVault, mayCallOff: false }),
    },
    'progress-rotation-removing': { ...installed, rotation: rotation(say, many, { state: 'removing', reason: waits }) },
    'progress-rotation-cancelling': { ...installed, rotation: rotation(say, many, { state: 'cancelling' }) },
    'progress-leaked': {
      ...installed,
      rotation: rotation(say, many, { state: 'issuing', leaked: true, cannotSend: true, mayCallOff: false }),
    },
    'progress-stopping': {
      ...stopped,
      steps: steps(say, 'done'),
      halted: halted(say, { refusedAt: null, tokensUntil: null, reason: waits }),
    },
    'progress-halted': { ...stopped, steps: steps(say, 'done'), halted: halted(say, {}), mayRestart: true },
    'progress-halted-asked': {
      ...stopped,
      steps: steps(say, 'done'),
      halted: halted(say, { byToken: false }),
      restart,
    },
    'progress-removed-restorable': { ...removed, mayAct: true, mayRestart: true },
  };
}

export function lifeViews(say: Say, many: number): Record<string, View> {
  const common = { senderId: 'sq8wzr4tnb', appName: say('Billing') };
  const senders = repeat(Math.min(many, 3), {
    senderId: 'sq8wzr4tnb',
    name: say('Billing'),
    address: say('invoices@mail.contoso.com'),
  });
  const places = rotation(say, many, {}).places;
  const open = places.map(({ place }, no) => ({ no, place }));
  const ask = (does: 'rotate' | 'stop' | 'leaked' | 'retire'): View => ({ view: 'life-ask', does, senders });
  return {
    ...onCard(say, many),
    'life-ask-rotate': ask('rotate'),
    'life-ask-stop': ask('stop'),
    'life-ask-leaked': ask('leaked'),
    'life-ask-retire': ask('retire'),
    'rotate-form': {
      view: 'rotate-form',
      ...common,
      delivery: 'reveal',
      oldEndsAt: at('2026-12-20T08:00:00Z'),
      newEndsAt: at('2027-05-20T08:00:00Z'),
      places: places.map(({ place }) => place),
      choices: [
        { value: 'ticked', title: 'Only when every place is ticked' },
        { value: 'P7D', title: 'At the latest after 7 days' },
      ],
      value: 'ticked',
    },
    'rotate-places': { view: 'rotate-places', ...common, places, blast: blast(say, many) },
    'confirm-rotate-finish': {
      view: 'confirm-rotate-finish',
      ...common,
      open,
      blast: { ...blast(say, many), lastTestAt: null, where: [] },
      changed: true,
    },
    'confirm-rotate-cancel': {
      view: 'confirm-rotate-cancel',
      ...common,
      haveNew: places.map(({ place }) => place),
    },
    'confirm-stop': { view: 'confirm-stop', ...common, blast: blast(say, many) },
    'restart-form': {
      view: 'restart-form',
      ...common,
      was: 'stopped',
      why: say('It was mended'),
      error: say('Say why'),
    },
  };
}
