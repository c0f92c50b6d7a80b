import type { Json, SandboxProcess } from './sandbox.ts';
import type { Message } from './scenario-cards.ts';

// An Exchange administrator with a PowerShell window: takes the script off a card and runs it.

/** `failed`: the message the script stopped with. */
export const runScript = async (
  sandbox: SandboxProcess,
  script: string,
): Promise<{ output: string; failed: string | null }> =>
  (await sandbox.control('POST', '/_sandbox/exchange/powershell', { script })) as {
    output: string;
    failed: string | null;
  };

export const scriptOf = ({ card }: Message): string =>
  String(((card?.['body'] ?? []) as Json[]).find((each) => each['type'] === 'CodeBlock')?.['codeSnippet']);
