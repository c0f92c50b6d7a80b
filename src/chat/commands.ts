import { approvals } from './commands/approvals.ts';
import { approvalsHere } from './commands/approvals-here.ts';
import { diagnose } from './commands/diagnose.ts';
import { help } from './commands/help.ts';
import { life } from './commands/life.ts';
import { migrate } from './commands/migrate.ts';
import { migrations } from './commands/migrations.ts';
import { radar } from './commands/radar.ts';
import { radarImport } from './commands/radar-import.ts';
import { request } from './commands/request.ts';
import { senders } from './commands/senders.ts';
import { test } from './commands/test.ts';
import { recognise } from '../diagnosis/recognise.ts';
import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import type { Reply } from './reply.ts';

export type Command = (deps: ChatDeps, interaction: Interaction, rest: string) => Promise<Reply>;

const commands = {
  request,
  senders,
  approvals,
  'approvals here': approvalsHere,
  test,
  diagnose,
  migrate,
  migrations,
  radar,
  'radar import': radarImport,
  rotate: life('rotate'),
  stop: life('stop'),
  leaked: life('leaked'),
  retire: life('retire'),
  help,
} satisfies Record<string, Command>;
export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as CommandName[];

// The longest first, so that `approvals here` is not `approvals`.
const names = commandNames.toSorted((a, b) => b.length - a.length);

/**
 * A typed command. Case, spaces and a leading slash do not matter. An error text needs no command, also when it begins with the word of
 * one ("Test failed: 535 5.7.3"); anything else gets one line that names `help`.
 */
export function runCommand(deps: ChatDeps, interaction: Interaction, text: string): Promise<Reply> {
  if (hasFiles(interaction) && /^\s*(\/?radar)?\s*$/i.test(text)) return radarImport(deps, interaction, '');
  const words = text.trim().replace(/^\//, '').replaceAll(/\s+/g, ' ');
  const name = names.find((each) => words.toLowerCase() === each || words.toLowerCase().startsWith(`${each} `));
  const command: Command | undefined = name === undefined ? undefined : commands[name];
  const rest = words.slice(name?.length ?? 0).trim();
  if (name !== 'diagnose' && rest !== '' && (recognise(words) || (!command && hadSecret(interaction))))
    return diagnose(deps, interaction, words);
  return command ? command(deps, interaction, rest) : Promise.resolve(unknown);
}

/** A file without a word, or with `radar`, is a report: nothing else is read from files. */
const hasFiles = ({ input }: Interaction): boolean => input.type === 'message' && (input.files ?? []).length > 0;

/** Who pasted a secret is told, whatever was around it. */
const hadSecret = ({ input }: Interaction): boolean => input.type === 'message' && input.masked === true;

const unknown: Reply = {
  type: 'message',
  view: {
    view: 'notice',
    title: 'I did not understand that',
    text: 'Type help to see what you can do here.',
    tone: 'neutral',
  },
};
