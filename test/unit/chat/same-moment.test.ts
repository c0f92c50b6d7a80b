import { expect, test } from 'vitest';
import { SendpassError } from '../../../src/shared/errors.ts';
import { createRoom, owner } from './fixtures.ts';
import { formValues } from './form-values.ts';

test('a short user name that is taken in the same moment is chosen anew, and the form is not lost', async () => {
  const room = createRoom();
  await room.repos.people.remember(owner);
  const { transact } = room.deps;
  let refusals = 0;
  room.deps.transact = (work) =>
    transact(async (repos) => {
      const { senders } = repos;
      return work({
        ...repos,
        senders: {
          ...senders,
          // As the store does when the other transaction committed between our look and our insert.
          insert: (made) =>
            refusals++ === 0
              ? Promise.reject(new SendpassError({ code: 'smtp-username-taken', kind: 'conflict', advice: 'Taken.' }))
              : senders.insert(made),
        },
      });
    });
  const sent = await room.submit(owner, 'request-submit', { ...formValues, client: 'printer' });
  expect(sent).toMatchObject({ type: 'close-dialog' });
  expect(room.stored.requests).toHaveLength(1);
  expect(refusals).toBe(2);
});
