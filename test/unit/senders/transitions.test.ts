import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEvent, finalStates } from '../../../src/senders/transitions.ts';
import type { SenderEvent } from '../../../src/senders/transitions.ts';
import type { Sender, SenderState } from '../../../src/senders/sender.ts';
import { desired } from '../../support/provisioning-bench.ts';

const sender: Sender = {
  id: 's1',
  name: 'Billing',
  owners: ['p1'],
  state: 'requested',
  desired,
  desiredHash: 'h',
  generation: 1,
  requestId: 'r1',
  wanted: 'present',
  provenAt: null,
  installedAt: null,
  revealCount: 0,
  createdAt: new Date(0),
  version: 1,
};

const types: SenderEvent['type'][] = [
  'approved',
  'closed',
  'person-needed',
  'task-done',
  'stopped',
  'restored',
  'cancelled',
  'retired',
  'removed',
  'asked-anew',
];
const anyEvent: fc.Arbitrary<SenderEvent> = fc.oneof(
  fc.constantFrom(...types).map((type) => ({ type }) as SenderEvent),
  fc.date({ noInvalidDate: true }).map((at): SenderEvent => ({ type: 'proven', at })),
);

/** Where each state may be reached from, written down a second time and by hand. */
const comesFrom: Record<SenderState, SenderState[]> = {
  requested: ['cancelled', 'retired', 'closed'],
  'setting-up': ['requested', 'needs-person'],
  'needs-person': ['setting-up'],
  ready: ['setting-up', 'stopped'],
  stopped: ['ready'],
  removing: ['setting-up', 'needs-person', 'ready', 'stopped'],
  cancelled: ['removing'],
  retired: ['removing'],
  closed: ['requested'],
};

/** What is wrong with this step of a sender's life; empty when it is legal. */
function faults(before: Sender, event: SenderEvent, after: Sender): string[] {
  const found: string[] = [];
  const check = (fine: boolean, fault: string): void => void (fine || found.push(fault));
  const again = event.type === 'asked-anew';
  check(comesFrom[after.state].includes(before.state), `${before.state} → ${after.state}`);
  const worked = ['ready', 'stopped', 'retired'].includes(after.state);
  check(!worked || after.provenAt !== null, `${after.state} without a proof`);
  check(after.state !== 'cancelled' || after.provenAt === null, 'cancelled although it worked');
  const unwanted = ['removing', 'cancelled', 'retired'].includes(after.state);
  check((after.wanted === 'absent') === unwanted, `${after.state} but wanted ${after.wanted}`);
  check(!finalStates.includes(before.state) || again, `${event.type} leads out of ${before.state}`);
  check(after.generation === before.generation + (again ? 1 : 0), 'generation');
  return found;
}

test('any sequence of events keeps the sender legal', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let now = sender;
      const found: string[] = [];
      for (const event of events) {
        const result = applyEvent(now, event);
        if (result.ok) found.push(...faults(now, event, result.sender));
        if (result.ok) now = result.sender;
      }
      expect(found).toEqual([]);
    }),
  );
});

describe('in words', () => {
  const after = (...events: SenderEvent[]): Sender =>
    events.reduce((now, event) => {
      const result = applyEvent(now, event);
      if (!result.ok) throw new Error(result.why);
      return result.sender;
    }, sender);

  test('a sender that worked is retired, one that never did is cancelled', () => {
    const at = new Date('2026-11-24T10:00:00Z');
    expect(after({ type: 'approved' }, { type: 'cancelled' }, { type: 'removed' }).state).toBe('cancelled');
    const used = after({ type: 'approved' }, { type: 'proven', at }, { type: 'retired' }, { type: 'removed' });
    expect(used).toMatchObject({ state: 'retired', provenAt: at });
  });

  test('asked for anew it has nothing of its former life', () => {
    const again = after({ type: 'closed' }, { type: 'asked-anew' });
    expect(again).toMatchObject({
      state: 'requested',
      wanted: 'present',
      generation: 2,
      provenAt: null,
      revealCount: 0,
    });
  });
});
