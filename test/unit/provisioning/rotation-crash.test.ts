import { describe, expect, test } from 'vitest';
import { cancelRotation } from '../../../src/provisioning/rotation/cancel-rotation.ts';
import { exchangeDesired } from '../../support/provisioning-bench.ts';
import { rotating } from '../../support/rotating-bench.ts';
import type { Rotating } from '../../support/rotating-bench.ts';
import type { Fault } from '../../support/twin-process.ts';

// A rotation is played once to record what it calls; then it is played anew for each of these calls, killed before and after it, and started
// again. All the time some secret works; at the end there is exactly one, in Entra and in the vault.

type Story = {
  name: string;
  wish: Parameters<typeof rotating>[0];
  play(bench: Rotating, look: () => Promise<void>): Promise<void>;
};

const places = ['web-02', 'printer 3rd floor'];
const tickAll = async (bench: Rotating, look: () => Promise<void>): Promise<void> => {
  await bench.start();
  await look();
  expect(await bench.tick(places)).toMatchObject({ switched: true });
  await look();
};
const stories: Story[] = [
  { name: 'acs', wish: { places }, play: tickAll },
  { name: 'exchange', wish: exchangeDesired({ places }), play: tickAll },
  {
    name: 'called off',
    wish: { places },
    async play(bench, look) {
      await bench.start();
      await look();
      const call = { senderId: bench.sender.id, actorId: 'p-owner' };
      expect(await bench.store.transact((repos) => cancelRotation(repos, call))).toEqual({ ok: true });
      await look();
    },
  },
  {
    name: 'read from the vault',
    wish: { places, delivery: 'vault' },
    async play(bench, look) {
      await bench.start();
      await look();
      bench.clock.jump(25 * 3_600_000);
      await look();
    },
  },
];

/** Does a secret work that some client may have? Asked after each call, from the world alone. */
const works = ({ twin }: Rotating): boolean =>
  twin.world.passwords.some(({ value }) => twin.world.vault.some((each) => each.value === value && each.enabled));

const effects = ['addPassword', 'removePassword', 'put', 'remove', 'disable'];

/** Each effect, each first look, and each last one: what is asked again and again meanwhile is the same look. */
async function recorded(story: Story): Promise<{ call: string; nth: number; when: 'before' | 'after' }[]> {
  const bench = await rotating(story.wish);
  bench.twin.calls.length = 0;
  await story.play(bench, bench.settle);
  const counts = new Map<string, number>();
  for (const { call } of bench.twin.calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return [...counts].flatMap(([call, count]) => {
    const all = Array.from({ length: count }, (_, index) => index + 1);
    const nths = effects.includes(call) ? all : [...new Set([1, count])];
    // A call that is refused has no answer to lose, so of looks only the first answer is counted.
    const after = effects.includes(call) ? all : [1];
    return [
      ...nths.map((nth) => ({ call, nth, when: 'before' as const })),
      ...after.map((nth) => ({ call, nth, when: 'after' as const })),
    ];
  });
}

/** Looks until it is settled, over the death of our process. */
async function through(bench: Rotating): Promise<void> {
  for (let each = 0; each < 3; each++) {
    try {
      await bench.settle();
      return;
    } catch (thrown) {
      expect(String(thrown)).toMatch(/killed|unexpected/);
      expect(works(bench)).toBe(true);
    }
  }
  throw new Error('it does not settle');
}

describe.each(stories)('$name', async (story) => {
  const faults = await recorded(story);

  test('something is called', () => expect(faults.length).toBeGreaterThan(16));

  test.each(faults)('killed $when $call $nth', async (fault) => {
    const bench = await rotating(story.wish);
    const kill: Fault = { ...fault, fail: 'kill' };
    bench.twin.faults.push(kill);
    await story.play(bench, () => through(bench));
    expect(kill.seen).toBeGreaterThanOrEqual(fault.nth);
    await bench.sweepAll();
    const { world } = bench.twin;
    expect(world.passwords).toHaveLength(1);
    expect(world.vault.filter((each) => each.enabled).map((each) => each.value)).toEqual(bench.values());
    expect([world.applications, world.principals].map((all) => all.length)).toEqual([1, 1]);
    const { sender, credentials, tasks } = await bench.read();
    expect(sender.state).toBe('ready');
    expect(tasks).toEqual([]);
    expect(credentials.filter((each) => each.state !== 'removed')).toMatchObject([
      { state: 'current', keyId: world.passwords[0]?.keyId },
    ]);
    expect(await bench.rotation()).toBeUndefined();
  });
});
