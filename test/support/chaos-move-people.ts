import { administered } from './chaos-exchange-people.ts';
import { cards, show, went } from './chaos-player.ts';
import type { Step } from './chaos-story.ts';
import type { Json, SandboxProcess } from './sandbox.ts';
import { answerOf, dialogOf, wordsOf } from './scenario-cards.ts';
import { messagesIn } from './scenario-play.ts';

// A move as its people play it whose bot dies: what was not answered they do again, looking at the chat first.

const toExchange = 'Move to Exchange Online…';
const toTick = 'Tick places…';
const toFinish = 'Remove ACS Email now…';

/** From a sender in use on ACS to the same in use on Exchange, and nothing left of the old way. */
export const moved = (filled: Record<string, string>): Step[] => [
  ['the move to be asked for', (sandbox) => ask(sandbox, filled)],
  ['the move to be approved', approve],
  administered('Show new credentials'),
  ['the new credentials to be shown', (sandbox) => show(sandbox, 'Show new credentials')],
  ['the test mail of the new way', (sandbox) => sentFrom(sandbox, 'invoices@contoso.com')],
  ['one place to be ticked', tickOne],
  ['the old way to be removed by a person', finish],
];

const owners = 'personal:owner';
const saysIn = async (sandbox: SandboxProcess, conversation: string, words: RegExp): Promise<boolean> =>
  (await messagesIn(sandbox, conversation)).some((each) => words.test(wordsOf(each.card)));

const move = /^Billing wants to move/m;

async function ask(sandbox: SandboxProcess, filled: Record<string, string>): Promise<boolean> {
  if (await saysIn(sandbox, 'approvals', move)) return true;
  const dialog = await opened(sandbox, toExchange);
  if (dialog === undefined) return false;
  const sent = await sandbox.action({ from: 'owner', dialog, action: 0, inputs: filled });
  return went(sent) && sent.dialogId === undefined && /is with IT now/.test(answerOf(sent));
}

async function approve(sandbox: SandboxProcess): Promise<boolean> {
  const requests = (await messagesIn(sandbox, 'approvals')).filter((each) => move.test(wordsOf(each.card)));
  if (requests.some((each) => /^✓ approved/m.test(wordsOf(each.card)))) return true;
  const [request] = (await cards(sandbox, 'approvals', 'Approve')).filter((each) => move.test(wordsOf(each.card)));
  if (request) await sandbox.action({ from: 'approver', message: request.id, action: 'Approve' });
  return false;
}

const sentFrom = async (sandbox: SandboxProcess, address: string): Promise<boolean> =>
  ((await sandbox.state())['mail'] as Json[]).some((each) => String(each['from']).includes(address));

async function tickOne(sandbox: SandboxProcess): Promise<boolean> {
  const dialog = await opened(sandbox, toTick);
  if (dialog === undefined) return false;
  const sent = await sandbox.action({ from: 'owner', dialog, action: 0, inputs: { ticked: '0' } });
  return /One place is left|Nothing changed/.test(answerOf(sent));
}

/** Although a place is open; until nothing of it is left and the card offers the way back. */
async function finish(sandbox: SandboxProcess): Promise<boolean> {
  if ((await cards(sandbox, owners, 'Move to ACS Email…')).length > 0) return true;
  const dialog = await opened(sandbox, toFinish);
  if (dialog !== undefined) await sandbox.action({ from: 'owner', dialog, action: 0 });
  return false;
}

/** The dialog behind a button of the owner's card. */
async function opened(sandbox: SandboxProcess, button: string): Promise<string | undefined> {
  const [card] = await cards(sandbox, owners, button);
  if (!card) return undefined;
  const answer = await sandbox.action({ from: 'owner', message: card.id, action: button });
  return went(answer) ? dialogOf(answer).id : undefined;
}
