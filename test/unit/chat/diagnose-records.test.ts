import { expect, test } from 'vitest';
import { arrangeOnExchange, diagnosedIn, mailbox, onExchange } from './arrange-diagnosis.ts';
import { createRoom, owner } from './fixtures.ts';

// A recipient that refuses for want of SPF, DKIM or DMARC: the records are looked at as the world sees them.

type Look = ReturnType<typeof createRoom>['deps']['diagnosis'];
const text = `550-5.7.26 Your email has been blocked because the sender ${mailbox} is unauthenticated.`;
const without =
  (name: string, texts: string[] = []) =>
  (look: Look) => {
    const { dns } = look;
    look.dns = { ...dns, texts: (asked) => (asked.startsWith(name) ? Promise.resolve(texts) : dns.texts(asked)) };
  };

async function records(breakIt: (look: Look) => void = () => {}) {
  const room = createRoom();
  await arrangeOnExchange(room, onExchange('app-rbac'));
  breakIt(room.deps.diagnosis);
  await room.say(owner, text);
  const view = diagnosedIn(room, 'chat-1');
  return { ...view.checks.find((each) => each.check === 'records'), who: view.who, certainty: view.certainty };
}

test('one of the two DKIM names with a key is enough', async () => {
  expect(await records()).toMatchObject({ state: 'good', says: expect.stringContaining('SPF, DKIM and DMARC') });
});

test.each([
  ['none', without('selector1')],
  ['one that was taken back', without('selector1', ['v=DKIM1; k=rsa; p='])],
])('no DKIM key: %s', async (_what, breakIt) => {
  expect(await records(breakIt)).toMatchObject({
    state: 'bad',
    says: expect.stringMatching(/no DKIM key at selector1\._domainkey\.contoso\.com and selector2/),
    who: 'dns-admin',
    certainty: 'seen',
  });
});

test('no DMARC', async () => {
  expect(await records(without('_dmarc'))).toMatchObject({ says: expect.stringContaining('no DMARC record') });
});
