import type { Delivered, SandboxProcess } from './sandbox.ts';
import { answerOf, dialogOf } from './scenario-cards.ts';
import type { Dialog } from './scenario-cards.ts';
import { press, until, untilCard } from './scenario-play.ts';
import type { Revealed } from './scenario-play.ts';

// A new secret, a Stop and a leak as the owner of a sender plays them in Teams.

const chat = 'personal:owner';

/** The dialog behind a button of the owner's newest card that has it. */
export async function openOn(sandbox: SandboxProcess, button: string, within = 60_000): Promise<Dialog> {
  const card = await untilCard(sandbox, chat, { button }, within);
  return dialogOf(await press(sandbox, 'owner', card, button));
}

export const sendDialog = (sandbox: SandboxProcess, { id }: Dialog, inputs: object = {}): Promise<Delivered> =>
  sandbox.action({ from: 'owner', dialog: id, action: 0, inputs });

/** Opens and sends it as it is; the line it closed with. */
export const confirmOn = async (sandbox: SandboxProcess, button: string, inputs: object = {}): Promise<string> =>
  answerOf(await sendDialog(sandbox, await openOn(sandbox, button), inputs));

/** From the button to the new credentials, proven and seen. */
export async function rotateAndShow(sandbox: SandboxProcess): Promise<Revealed> {
  const said = await confirmOn(sandbox, 'New secret…', { removeAfter: 'ticked' });
  if (!said.startsWith('A new secret is being made')) throw new Error(`no new secret: ${said}`);
  return shownBy(sandbox, 'Show new credentials');
}

/** What a dialog with credentials shows, as a program takes it. */
export async function shownBy(sandbox: SandboxProcess, button: string): Promise<Revealed> {
  // A card that was there before may offer what is not there yet, or any more: then no dialog opens.
  const { card, words } = await until(`a dialog behind ${button}`, () => openOn(sandbox, button).catch(notYet), {
    within: 60_000,
  });
  const password = (await sandbox.secrets()).find((each) => words.includes(each));
  const username = /[\w-]+\|[0-9a-f-]{36}\|[0-9a-f-]{36}/.exec(words)?.[0];
  if (password === undefined || username === undefined) throw new Error(`the dialog shows no credential:\n${words}`);
  return { card, words, password, username };
}

/** The list with these ticked, by number. */
export const tick = (sandbox: SandboxProcess, ticked: string): Promise<string> =>
  confirmOn(sandbox, 'Tick places…', { ticked });

function notYet(thrown: unknown): undefined {
  if (!(thrown instanceof Error && thrown.message.startsWith('no dialog was answered'))) throw thrown;
}
