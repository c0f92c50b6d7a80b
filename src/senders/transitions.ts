import type { Sender, SenderState } from './sender.ts';

/** What can happen to a sender. One table below says what it leads to; nothing else in the program writes `sender.state`. */
export type SenderEvent =
  | { type: 'approved' }
  /** Denied, withdrawn or expired before anything was made. */
  | { type: 'closed' }
  | { type: 'person-needed' }
  /** Somebody says the task is done: converge looks again. */
  | { type: 'task-done' }
  | { type: 'proven'; at: Date }
  /** What was proven is not there any more, or somebody stopped it. */
  | { type: 'stopped' }
  /** What a person had removed is back. */
  | { type: 'restored' }
  /** It sends by another route from now on, which was proven at that time. */
  | { type: 'moved'; at: Date }
  /** While it is being set up. */
  | { type: 'cancelled' }
  | { type: 'retired' }
  /** Converge has removed everything. */
  | { type: 'removed' }
  /** Asked for anew: a new generation, so that no name meets soft-deleted remains. */
  | { type: 'asked-anew' };

type Row = Partial<Record<SenderState, SenderState>>;

const table: Record<SenderEvent['type'], Row> = {
  approved: { requested: 'setting-up' },
  closed: { requested: 'closed' },
  'person-needed': { 'setting-up': 'needs-person' },
  'task-done': { 'needs-person': 'setting-up' },
  proven: { 'setting-up': 'ready' },
  stopped: { ready: 'stopped' },
  restored: { stopped: 'ready' },
  moved: { ready: 'ready', stopped: 'ready' },
  cancelled: { 'setting-up': 'removing', 'needs-person': 'removing' },
  retired: { ready: 'removing', stopped: 'removing' },
  removed: { removing: 'retired' },
  'asked-anew': { cancelled: 'requested', retired: 'requested', closed: 'requested' },
};

export type Transition = { ok: true; sender: Sender } | { ok: false; why: string };

/** The sender after the event, or why that cannot happen now. Pure; the caller stores it with compare-and-set. */
export function applyEvent(sender: Sender, event: SenderEvent): Transition {
  const next = table[event.type][sender.state];
  if (next === undefined) return { ok: false, why: `A sender that is ${sender.state} cannot be ${event.type}.` };
  const moved: Sender = { ...sender, state: next };
  switch (event.type) {
    case 'proven':
    case 'moved':
      return { ok: true, sender: { ...moved, provenAt: event.at } };
    case 'cancelled':
    case 'retired':
      return { ok: true, sender: { ...moved, wanted: 'absent' } };
    case 'removed':
      // A sender that never worked was not retired.
      return { ok: true, sender: { ...moved, state: sender.provenAt === null ? 'cancelled' : 'retired' } };
    case 'asked-anew':
      return { ok: true, sender: { ...moved, ...fresh, generation: sender.generation + 1 } };
    case 'approved':
    case 'closed':
    case 'person-needed':
    case 'task-done':
    case 'stopped':
    case 'restored':
      return { ok: true, sender: moved };
  }
}

const fresh = { wanted: 'present', provenAt: null, installedAt: null, revealCount: 0 } as const;

/** No event but asking anew leads out of these. */
export const finalStates: readonly SenderState[] = ['cancelled', 'retired', 'closed'];
