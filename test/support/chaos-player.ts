import type { Delivered, Json, SandboxProcess } from './sandbox.ts';
import type { Step } from './chaos-story.ts';
import { answerOf, buttonsOf, dialogOf, wordsOf } from './scenario-cards.ts';
import type { Message } from './scenario-cards.ts';
import { form, messagesIn, until } from './scenario-play.ts';
import type { Form } from './scenario-play.ts';

// A job as patient people play it whose bot dies under their hands: what was not answered they do again, looking at the chat first.

const asked = 'Request a sender…';

/** Plays the steps one after the other. `since`: when the bot last died; what it may take counts from there. */
export async function playSteps(sandbox: SandboxProcess, steps: Step[], since?: () => number): Promise<void> {
  const patience = { within: 150_000, last: () => all(sandbox), ...(since ? { since } : {}) };
  for (const [what, look] of steps) await until(what, () => look(sandbox).catch(unlessGone), patience);
}

/** From `approvals here` to a request that is approved. */
export const approved = (filled: Partial<Form>): Step[] => [
  ['the channel to be set', setChannel],
  ['a form to be accepted', (sandbox) => ask(sandbox, filled)],
  ['the approval to be taken', approveOnce],
];

/** Credentials that were shown, a test mail that arrived, and "installed". */
export const inUse: Step[] = [
  ['the credentials to be shown', (sandbox) => show(sandbox, 'Show credentials')],
  ['the test mail', async (sandbox) => ((await sandbox.state())['mail'] as Json[]).length > 0],
  ['installed', (sandbox) => confirm(sandbox, 'It is installed…', /: in use/)],
];

/** The owner retires it, until nothing is left. */
export const retired: Step = ['retired', (sandbox) => retire(sandbox)];
export const retire = (sandbox: SandboxProcess): Promise<boolean> => confirm(sandbox, 'Retire…', /: removed$/m);

/** A button that went away between the look and the click is looked for again; everything else is a failure. */
function unlessGone(thrown: unknown): undefined {
  if (
    thrown instanceof Error &&
    /no button|was deleted|no message|no open dialog|no dialog was answered/.test(thrown.message)
  )
    return undefined;
  throw thrown;
}

const all = async (sandbox: SandboxProcess): Promise<string> =>
  JSON.stringify(
    (await sandbox.conversations()).map((each) => [
      each['id'],
      (each['messages'] as Message[]).map((message) => [
        message.deleted,
        buttonsOf(message),
        wordsOf(message.card).slice(0, 200),
      ]),
    ]),
    null,
    1,
  );

export const went = (delivered: Delivered): boolean => delivered.status >= 200 && delivered.status < 300;
export const cards = async (sandbox: SandboxProcess, conversation: string, button: string): Promise<Message[]> =>
  (await messagesIn(sandbox, conversation)).filter((each) => buttonsOf(each).includes(button));

/** Typed once; typed again only when the bot did not take it. */
async function typed(sandbox: SandboxProcess, from: string, conversation: string, text: string): Promise<boolean> {
  const mine = (await sandbox.requests()).filter(
    (each) =>
      each['neighbour'] === 'bot' &&
      String(each['requestBody']?.['text'] ?? '').endsWith(text) &&
      each['status'] === 200,
  );
  return mine.length > 0 || went(await sandbox.message({ from, conversation, text }));
}

async function setChannel(sandbox: SandboxProcess): Promise<boolean> {
  if (!(await typed(sandbox, 'approver', 'approvals', 'approvals here'))) return false;
  return (await messagesIn(sandbox, 'approvals')).some((each) => /decided here/.test(wordsOf(each.card)));
}

async function ask(sandbox: SandboxProcess, filled: Partial<Form>): Promise<boolean> {
  if ((await cards(sandbox, 'approvals', 'Approve')).length > 0) return true;
  if (!(await typed(sandbox, 'owner', 'personal', 'request'))) return false;
  const [card] = await cards(sandbox, 'personal:owner', asked);
  if (!card) return false;
  const opened = await sandbox.action({ from: 'owner', message: card.id, action: asked });
  if (!went(opened)) return false;
  const dialog = dialogOf(opened);
  const inputs = { ...form, ...filled };
  const sent = await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0, inputs });
  // "Taken" after an answer that got lost: it is asked for already, and its card comes.
  return went(sent) && (sent.dialogId === undefined || /asked for|taken|exists/i.test(wordsOf(sent.body)));
}

async function approveOnce(sandbox: SandboxProcess): Promise<boolean> {
  const decided = (await messagesIn(sandbox, 'approvals')).some((each) => /^✓ approved/m.test(wordsOf(each.card)));
  if (decided) return true;
  const [card] = await cards(sandbox, 'approvals', 'Approve');
  if (!card) return false;
  const pressed = await sandbox.action({ from: 'approver', message: card.id, action: 'Approve' });
  return went(pressed) && /^Approved|approved it/.test(answerOf(pressed));
}

/** By the button of that name: the dialog holds a secret. */
export async function show(sandbox: SandboxProcess, button: string): Promise<boolean> {
  const [card] = await cards(sandbox, 'personal:owner', button);
  if (!card) return false;
  const pressed = await sandbox.action({ from: 'owner', message: card.id, action: button });
  if (!went(pressed) || pressed.dialogId === undefined) return false;
  const { words } = dialogOf(pressed);
  return (await sandbox.secrets()).some((each) => words.includes(each));
}

/** A button of the owner's card and its dialog, until a card says that it was done. */
async function confirm(sandbox: SandboxProcess, title: string, done: RegExp): Promise<boolean> {
  const mine = await messagesIn(sandbox, 'personal:owner');
  if (mine.some((each) => done.test(wordsOf(each.card)))) return true;
  const [card] = await cards(sandbox, 'personal:owner', title);
  if (!card) return false;
  const opened = await sandbox.action({ from: 'owner', message: card.id, action: title });
  if (!went(opened)) return false;
  await sandbox.action({ from: 'owner', dialog: dialogOf(opened).id, action: 0 });
  return false;
}
