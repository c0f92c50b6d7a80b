import { cards, retire, went } from './chaos-player.ts';
import type { Step } from './chaos-story.ts';
import { runScript, scriptOf } from './exchange-administrator.ts';
import type { SandboxProcess } from './sandbox.ts';
import { dialogOf, wordsOf } from './scenario-cards.ts';

// What an Exchange administrator does whose bot dies: runs the script of the card, says so, and does both again when nobody answered.

/** `until`: the button of the owner's card that shows that it was taken. */
export const administered = (until: string): Step => [
  'an administrator’s script to be taken',
  (sandbox) => allow(sandbox, until),
];
export const cleared: Step = ['retired, and cleared away by an administrator', clear];

async function allow(sandbox: SandboxProcess, until: string): Promise<boolean> {
  if ((await cards(sandbox, 'personal:owner', until)).length > 0) return true;
  const [task] = await cards(sandbox, 'approvals', 'Done…');
  if (!task || /being checked/.test(wordsOf(task.card))) return false;
  const { output, failed } = await runScript(sandbox, scriptOf(task));
  if (failed !== null) throw new Error(`the script failed: ${failed}\n${output}`);
  const opened = await sandbox.action({ from: 'approver', message: task.id, action: 'Done…' });
  if (went(opened))
    await sandbox.action({
      from: 'approver',
      dialog: dialogOf(opened).id,
      action: 0,
      inputs: { pasted: output },
    });
  return false;
}

async function clear(sandbox: SandboxProcess): Promise<boolean> {
  const [task] = await cards(sandbox, 'approvals', 'Done, look again');
  if (!task) return retire(sandbox);
  if (/being checked/.test(wordsOf(task.card))) return false;
  const { output, failed } = await runScript(sandbox, scriptOf(task));
  if (failed !== null) throw new Error(`the script failed: ${failed}\n${output}`);
  await sandbox.action({ from: 'approver', message: task.id, action: 'Done, look again' });
  return false;
}
