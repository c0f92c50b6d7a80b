import { cluesIn } from '../../diagnosis/clues.ts';
import { recognise, unknownProblem } from '../../diagnosis/recognise.ts';
import type { Command } from '../commands.ts';
import { diagnose as diagnoseText } from '../diagnose.ts';

/** `diagnose <text>`, or an error text pasted as it is. */
export const diagnose: Command = async (deps, interaction, rest) => {
  if (rest === '')
    return {
      type: 'message',
      view: {
        view: 'notice',
        title: 'What broke?',
        text: 'Paste the error as it stands in the log: its code, and the user name or address with it if you can. Leave passwords out.',
        tone: 'neutral',
      },
    };
  const { input } = interaction;
  const leaked = input.type === 'message' && input.masked === true;
  const asked = { problem: recognise(rest) ?? unknownProblem, clues: cluesIn(rest), leaked };
  return { type: 'message', view: await diagnoseText(deps, interaction, asked) };
};
