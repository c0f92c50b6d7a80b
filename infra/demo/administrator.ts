import { drawCard } from './draw-card.ts';
import type { Json, Message } from './sandbox-client.ts';
import type { Tour } from './tour.ts';
import { cardWith } from './watch.ts';

/**
 * What only an Exchange administrator may do: the script of the card runs in the sandbox's PowerShell, word for word, and what it printed goes
 * into the Done dialog.
 */
export async function runScript({ sandbox, print }: Tour, inner: number, who: string): Promise<void> {
  const task = await cardWith(sandbox, 'approvals', 'Done…');
  print.act('What only an Exchange administrator may do is a task');
  print.box('in the channel “Mail approvals”', shortened(drawCard(task.card ?? {}, inner)));
  const { output, failed } = await sandbox.powershell(scriptOf(task));
  if (failed !== null) throw new Error(`the script failed: ${failed}`);
  print.does(who, 'runs the script in PowerShell:');
  for (const line of output.trim().split('\n')) print.line(line.length > inner ? `${line.slice(0, inner - 1)}…` : line);
  const opened = await sandbox.press('approver', task.id, 'Done…');
  print.does(who, 'presses Done… and pastes what it printed.');
  const judged = await sandbox.submit('approver', opened.dialogId ?? '', 0, { pasted: output });
  if (judged.dialogId !== undefined) throw new Error(`the report was refused: ${JSON.stringify(judged.body)}`);
}

/** The first lines say what it does; all of it stands in the chat. */
const shortened = (lines: string[]): string[] => (lines.length > 24 ? [...lines.slice(0, 24), '…'] : lines);

function scriptOf({ card }: Message): string {
  const elements = (card?.['body'] ?? []) as Json[];
  const block = elements.find((each) => each['type'] === 'CodeBlock');
  if (typeof block?.['codeSnippet'] !== 'string') throw new Error('the task shows no script');
  return block['codeSnippet'];
}
