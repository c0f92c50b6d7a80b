import { expect, test } from 'vitest';
import { day, decide, edit, withdraw } from './plays.ts';
import { second, world } from './support.ts';

// How many requests of one person may wait at once.

function limited(maxOpenRequests: number) {
  const w = world();
  Object.assign(w.deps, { policy: { ...w.deps.policy, maxOpenRequests } });
  let no = 0;
  const next = () => ({ appName: `App ${++no}`, localPart: `app${no}`, secondOwner: '' });
  return { ...w, next, ask: (actor?: typeof second) => w.submit(next(), actor) };
}

test('one more than the policy allows is refused with the number, beside what else is wrong; others may still ask', async () => {
  const w = limited(2);
  await w.pending(w.next());
  await w.pending(w.next());
  const message = expect.stringMatching(
    /^2 requests of yours wait for IT, and one person may have 2 at once\. Withdraw one/,
  );
  expect(await w.ask()).toEqual({ ok: false, errors: [{ field: 'form', message }] });
  expect(await w.submit({ ...w.next(), lifetime: 'P2Y' })).toMatchObject({
    errors: [{ field: 'form' }, { field: 'lifetime' }],
  });
  expect(w.tables().senders.size).toBe(2);
  expect(await w.ask(second)).toMatchObject({ ok: true });
});

test('one that was withdrawn, decided or expired leaves its place, and a waiting one can still be changed', async () => {
  const w = limited(1);
  const first = await w.pending(w.next());
  expect(await edit(w, first.request.id, 1, { appName: 'App 1b' })).toMatchObject({ ok: true });
  await withdraw(w, first.request.id, 2);
  const again = await w.pending(w.next());
  expect(await w.ask()).toMatchObject({ ok: false });
  await decide(w, again.request.id);
  await w.pending(w.next());
  expect(await w.ask()).toMatchObject({ ok: false });
  w.time.now = new Date(w.time.now.getTime() + 7 * day);
  expect(await w.ask()).toMatchObject({ ok: true });
});
