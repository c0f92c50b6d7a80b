import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf, buttonsOf, dataOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import {
  approve,
  messagesIn,
  openForm,
  playRequest,
  press,
  reveal,
  sendForm,
  until,
  untilReady,
} from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectWorld, more, oneSender } from '../support/scenario-world.ts';

// Many at once: nothing is done twice, nothing gets mixed up.

const scene = sharedScene({ faults: brief });
const count = 50;

test('a hundred approvals of one request at the same time start one provisioning', async () => {
  const { sandbox } = scene();
  const card = await playRequest(sandbox, { appName: 'Popular', localPart: 'popular' });
  const answers = await Promise.all(Array.from({ length: 100 }, () => approve(sandbox, card)));
  expect(answers.filter((each) => each.startsWith('Approved'))).toHaveLength(1);
  expect(answers.filter((each) => /approved it on/.test(each))).toHaveLength(99);
  await untilReady(sandbox, 'Popular');
  await expectWorld(sandbox, oneSender);
  const made = (await sandbox.requests()).filter(
    (each) => String(each['url']).endsWith('addPassword') && each['status'] === 200,
  );
  expect(made).toHaveLength(1);
});

const nameOf = (at: number): string => `Application ${String(at).padStart(2, '0')}`;
const partOf = (at: number): string => `app-${String(at).padStart(2, '0')}`;

test(
  `${count} requests at once become ${count} senders, each with its own secret and its own address`,
  { timeout: 300_000 },
  async () => {
    const { sandbox } = scene();
    const wanted = await more(
      sandbox,
      Object.fromEntries(Object.entries(oneSender).map(([key, each]) => [key, each * count])) as typeof oneSender,
    );
    // One person's chat takes 60 updates in half a minute; that is not what this is about.
    await sandbox.control('PUT', '/_sandbox/chat/teams/limits', { rate: false });
    const forms = await Promise.all(Array.from({ length: count }, () => openForm(sandbox)));
    const sent = await Promise.all(
      forms.map((form, at) =>
        sendForm(sandbox, form, { appName: nameOf(at), localPart: partOf(at), displayName: nameOf(at) }),
      ),
    );
    expect(
      sent
        .map((each) => (each.dialogId === undefined ? answerOf(each) : wordsOf(each.body)))
        .filter((each) => !/approvers see|IT/i.test(each)),
    ).toEqual([]);
    const cards = await until('all decide cards', async () => waitingCards(sandbox), { within: 120_000 });
    const told = await Promise.all(cards.map((card) => approveUntilAnswered(sandbox, card)));
    expect(told.filter((each) => !/^Approved|approved it on/.test(each))).toEqual([]);
    await expectWorld(sandbox, wanted, 120_000);
    const ready = await until('all ready cards', async () => readyCards(sandbox), { within: 180_000 });
    await expectNoMixUp(sandbox, ready);
  },
);

/** The click whose answer was lost counted: the card has no buttons any more. */
function ifNoButton(thrown: unknown): { status: number; body: Json } {
  if (thrown instanceof Error && /no button/.test(thrown.message))
    return { status: 200, body: { value: 'approved it on' } };
  throw thrown;
}

/** Whom a busy bot did not answer presses again, and may then be told that the first click counted. */
async function approveUntilAnswered(sandbox: SandboxProcess, card: Message): Promise<string> {
  for (let tries = 0; tries < 5; tries++) {
    const pressed = await press(sandbox, 'approver', card, 'Approve').catch(ifNoButton);
    if (pressed.status === 200 && !/press again/.test(answerOf(pressed))) return answerOf(pressed);
  }
  return 'never answered';
}

async function waitingCards(sandbox: SandboxProcess): Promise<Message[] | undefined> {
  const cards = (await messagesIn(sandbox, 'approvals')).filter((each) => buttonsOf(each).includes('Approve'));
  return cards.length === count ? cards : undefined;
}

async function readyCards(sandbox: SandboxProcess): Promise<Message[] | undefined> {
  const cards = (await messagesIn(sandbox, 'personal:owner')).filter(
    (each) => buttonsOf(each).includes('Show credentials') && /^Application \d\d: proven/m.test(wordsOf(each.card)),
  );
  return cards.length === count ? cards : undefined;
}

/** What each owner would paste logs in as its own application, and sends from its own address. */
async function expectNoMixUp(sandbox: SandboxProcess, ready: Message[]): Promise<void> {
  const { smtp } = await sandbox.cloud();
  const state = await sandbox.state();
  const passwords = new Set<string>();
  for (const card of ready) {
    const number = Number(/Application (\d\d): proven/.exec(wordsOf(card.card))?.[1]);
    const shown = await reveal(sandbox, card);
    passwords.add(shown.password);
    expect(shown.words).toContain(`${partOf(number)}@mail.contoso.com`);
    const senderId = String(dataOf(card, 'Show credentials')['senderId']);
    const application = (state['applications'] as Json[]).find(
      (each) => each['uniqueName'] === `sendpass-${senderId}-1`,
    );
    expect(application?.['displayName']).toContain(nameOf(number));
    expect(shown.username).toContain(String(application?.['appId']));
    const transport = createTransport({
      host: smtp.acs.host,
      port: smtp.acs.port,
      requireTLS: true,
      auth: { user: shown.username, pass: shown.password },
    });
    await transport.verify();
    transport.close();
    if (number !== 0) continue;
    const other = ready.find((each) => each.id !== card.id);
    const stranger = createTransport({
      host: smtp.acs.host,
      port: smtp.acs.port,
      requireTLS: true,
      auth: { user: shown.username, pass: (await reveal(sandbox, other ?? card)).password },
    });
    await expect(stranger.verify()).rejects.toThrow(/535/);
  }
  expect(passwords.size).toBe(count);
}

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
