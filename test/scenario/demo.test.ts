import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

// What a newcomer sees first: the whole job as a transcript, and no secret in it.

const stories: [relay: string, story: string, words: RegExp[]][] = [
  [
    'acs',
    'migrate',
    [
      /Password = '\w{3}…'/,
      /All places have moved/,
      /[123] senders? (is|are) still on ACS Email/,
      /Part 2: in Slack[^]*on the field “Sends as”: postmaster@ is reserved/,
      /the same message in #mail-approvals[^└]*Payroll[^└]*approved by Priya Nair/,
      /window: Mara Lindt \(owner\)[^└]*Password\n[ │]+\w{3}…/,
      /App Home: Mara Lindt[^└]*Payroll – ready/,
      // Both cards of the one request, in step.
      /the same card in Teams[^└]*approved by Priya Nair[^┌]*┌─ the same message in Slack[^└]*approved by Priya Nair/,
      /direct message: Mara Lindt[^└]*Newsletter: proven/,
    ],
  ],
  [
    'acs',
    'life',
    [
      /✓ \d+ mails meanwhile, 0 failed/,
      /✓ a mail with the old secret: .*535/,
      /✓ a mail with the leaked secret: .*535/,
    ],
  ],
  ['exchange', 'first', [/client_secret: "\w{3}…"/]],
];

test.each(stories)(
  'npm run demo -- --once --relay %s --story %s plays the whole job, ends with 0 and shows three characters of a secret',
  { timeout: 120_000 },
  async (relay, story, words) => {
    const main = resolve(import.meta.dirname, '../../infra/demo/main.ts');
    const args = [main, '--once', '--port', '0', '--relay', relay, '--story', story];
    const demo = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    demo.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    demo.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const [code] = (await once(demo, 'close')) as [number | null];
    const transcript = Buffer.concat(chunks).toString('utf8');
    if (code !== 0) console.error(transcript);
    expect(code).toBe(0);
    expect(transcript).toMatch(/✓ proof: log-in +[\d.]+ s after Approve/);
    expect(transcript).toMatch(/private: Jonas Weber \(second owner\)[^└]*saw the credentials of Billing/);
    expect(transcript).toMatch(/inbox of mara\.lindt@contoso\.com/);
    // A secret of Entra is 40 characters of this kind with 8Q~ after the first three.
    expect(transcript).not.toMatch(/\w{3}8Q~/);
    for (const each of words) expect(transcript).toMatch(each);
  },
);
