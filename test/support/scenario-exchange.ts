import { expect } from 'vitest';
import { clientRuns } from './client-runs.ts';
import type { Json, SandboxProcess } from './sandbox.ts';
import { answerOf, dialogOf, wordsOf } from './scenario-cards.ts';
import type { Message } from './scenario-cards.ts';
import { press } from './scenario-play.ts';
import type { Revealed } from './scenario-play.ts';

// What an Exchange administrator does with the task on the card, and what an owner's program does with the credentials it was shown.

export const scriptOf = ({ card }: Message): string =>
  String(((card?.['body'] ?? []) as Json[]).find((each) => each['type'] === 'CodeBlock')?.['codeSnippet']);

export async function runScript(
  sandbox: SandboxProcess,
  script: string,
): Promise<{ output: string; failed: string | null }> {
  const answer = await fetch(`${sandbox.controlUrl}/_sandbox/exchange/powershell`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ script }),
  });
  return (await answer.json()) as { output: string; failed: string | null };
}

/** What the Done dialog answers to a paste: the error on its field, or the line it closes with. */
export async function pasted(sandbox: SandboxProcess, task: Message, text: string): Promise<string> {
  const dialog = dialogOf(await press(sandbox, 'approver', task, 'Done…'));
  const sent = await sandbox.action({ from: 'approver', dialog: dialog.id, action: 0, inputs: { pasted: text } });
  return sent.dialogId === undefined ? answerOf(sent) : wordsOf(sent.body);
}

type Servers = { smtp: Record<'acs' | 'exchange', { host: string; port: number }>; ca: string };

/** Sends one mail with what the owner was shown, by a program that logs in with a token; its output when it was refused. */
export async function sendByToken(
  sandbox: SandboxProcess,
  client: 'node' | 'python' | 'php' | 'swaks',
  shown: Revealed,
  mailbox: string,
): Promise<{ code: number | null; output: string }> {
  const { smtp, ca } = (await sandbox.cloud()) as Servers;
  const found = (pattern: RegExp): string => pattern.exec(shown.words)?.[1] ?? '';
  const input = {
    ...smtp.exchange,
    mailbox,
    tenantId: found(/Tenant \(directory\) ID\s+(\S+)/),
    clientId: found(/client_id: "([^"]+)"/),
    clientSecret: shown.password,
    tokenEndpoint: found(/fetch\("([^"]+)"/),
    scope: 'https://outlook.office365.com/.default',
    displayName: "Contoso's mail",
    endsOn: '2027-05-20',
  };
  const run = clientRuns[client].oauth?.run ?? expect.fail(`${client} does not log in with a token`);
  return run({ settings: { login: 'oauth', input }, to: 'mara.lindt@contoso.com', ca });
}

/** The same by user name and password. */
export async function sendByPassword(
  sandbox: SandboxProcess,
  shown: Revealed,
  from: string,
): Promise<{ code: number | null; output: string }> {
  const { smtp, ca } = (await sandbox.cloud()) as Servers;
  const { username, password } = shown;
  const input = { ...smtp.acs, username, password, from, displayName: "Contoso's mail" };
  const run = clientRuns.node.password?.run ?? expect.fail('node does not log in with a password');
  return run({ settings: { login: 'password', input }, to: 'mara.lindt@contoso.com', ca });
}

export const mailsFrom = async (sandbox: SandboxProcess, address: string): Promise<number> =>
  ((await sandbox.state())['mail'] as Json[]).filter((each) => String(each['from']).includes(address)).length;
