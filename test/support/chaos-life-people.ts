import { confirm, opened, show, went } from './chaos-player.ts';
import type { Step } from './chaos-story.ts';
import type { Json, SandboxProcess } from './sandbox.ts';
import { answerOf, buttonsOf, wordsOf } from './scenario-cards.ts';
import { messagesIn } from './scenario-play.ts';

// A new secret, a Stop and the way back as their people play them whose bot dies: what was not answered they do again, looking first.

const owners = 'personal:owner';
const saysIn = async (sandbox: SandboxProcess, conversation: string, words: RegExp): Promise<boolean> =>
  (await messagesIn(sandbox, conversation)).some((each) => words.test(wordsOf(each.card)));
const offers = async (sandbox: SandboxProcess, button: string): Promise<boolean> =>
  (await messagesIn(sandbox, owners)).some((each) => buttonsOf(each).includes(button));

/** One place is ticked, then a person removes the old secret although the other is open: so there is one of each click. */
export const rotated: Step[] = [
  ['a new secret to be proven', (sandbox) => press(sandbox, 'New secret…', 'Show new credentials')],
  ['the new secret to be shown', (sandbox) => show(sandbox, 'Show new credentials')],
  ['one place to be ticked', tickOne],
  [
    'the old secret to be removed by a person',
    (sandbox) => press(sandbox, 'Remove the old one now…', 'It is installed…'),
  ],
  ['the old secret to be gone', async (sandbox) => ((await sandbox.state())['passwords'] as Json[]).length === 1],
  ['installed again', (sandbox) => confirm(sandbox, 'It is installed…', /: in use/)],
];

/** Stopped, and started again by a decision. */
export const stoppedAndBack: Step[] = [
  ['stopped', (sandbox) => press(sandbox, 'Stop…', 'Start again…')],
  ['the way back to be asked for', ask],
  ['the way back to be approved', approve],
  ['the credentials to be shown anew', (sandbox) => show(sandbox, 'Show credentials')],
  ['the old secret to stay gone', async (sandbox) => ((await sandbox.state())['passwords'] as Json[]).length === 1],
  ['installed once more', (sandbox) => confirm(sandbox, 'It is installed…', /: in use/)],
];

/** The dialog behind a button is sent as it is, until the card offers what comes next. */
async function press(sandbox: SandboxProcess, button: string, next: string): Promise<boolean> {
  if (await offers(sandbox, next)) return true;
  const dialog = await opened(sandbox, button);
  if (dialog !== undefined) await sandbox.action({ from: 'owner', dialog, action: 0 });
  return false;
}

async function tickOne(sandbox: SandboxProcess): Promise<boolean> {
  const dialog = await opened(sandbox, 'Tick places…');
  if (dialog === undefined) return false;
  const sent = await sandbox.action({ from: 'owner', dialog, action: 0, inputs: { ticked: '0' } });
  return /One place is left/.test(answerOf(sent));
}

const again = /^Billing wants to start again/m;

async function ask(sandbox: SandboxProcess): Promise<boolean> {
  if (await saysIn(sandbox, 'approvals', again)) return true;
  const dialog = await opened(sandbox, 'Start again…');
  if (dialog === undefined) return false;
  const inputs = { why: 'The server was cleaned' };
  const sent = await sandbox.action({ from: 'owner', dialog, action: 0, inputs });
  return went(sent) && /IT decides/.test(answerOf(sent));
}

async function approve(sandbox: SandboxProcess): Promise<boolean> {
  const requests = (await messagesIn(sandbox, 'approvals')).filter((each) => again.test(wordsOf(each.card)));
  if (requests.some((each) => /^✓ approved/m.test(wordsOf(each.card)))) return true;
  const request = requests.find((each) => buttonsOf(each).includes('Approve'));
  if (request) await sandbox.action({ from: 'approver', message: request.id, action: 'Approve' });
  return false;
}
