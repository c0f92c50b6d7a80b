import { beforeAll, describe, expect, test } from 'vitest';
import { clientRuns } from '../support/client-runs.ts';
import { runScript, scriptOf } from '../support/exchange-administrator.ts';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import { approve, playRequest, press, reveal, untilCard, untilReady } from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// The main job on Exchange Online: an administrator's script, a token and its claims, and what the owner pastes, run by its program.

const scene = sharedScene({ faults: brief });
const mailbox = 'invoices@contoso.com';
let shown: Revealed;

/** What the Done dialog answers to a paste: the error on its field, or the line it closes with. */
async function pasted(sandbox: SandboxProcess, task: Message, text: string): Promise<string> {
  const dialog = dialogOf(await press(sandbox, 'approver', task, 'Done…'));
  const sent = await sandbox.action({ from: 'approver', dialog: dialog.id, action: 0, inputs: { pasted: text } });
  return sent.dialogId === undefined ? answerOf(sent) : wordsOf(sent.body);
}

beforeAll(async () => {
  const { sandbox } = scene();
  const form = { domain: 'contoso.com', client: 'node', places: 'web-02' };
  await approve(sandbox, await playRequest(sandbox, form));
}, 60_000);

test(
  'the script on the card, pasted with mistakes and then rightly, leads to a proven sender',
  { timeout: 120_000 },
  async () => {
    const { sandbox } = scene();
    const task = await untilCard(sandbox, 'approvals', { button: 'Done…', says: /Exchange/ });
    const script = scriptOf(task);
    expect(await pasted(sandbox, task, 'I ran it')).toMatch(/SENDPASS/);
    const objectId = /\$objectId = '([^']+)'/.exec(script)?.[1] ?? '';
    const registration = ((await sandbox.state())['applications'] as Json[]).find((each) =>
      script.includes(String(each['appId'])),
    );
    const wrong = await runScript(sandbox, script.replaceAll(objectId, String(registration?.['id'])));
    expect(await pasted(sandbox, task, wrong.output)).toMatch(/enterprise application/i);
    const right = await runScript(sandbox, script);
    expect(right.failed).toBeNull();
    const again = await runScript(sandbox, script);
    expect(again.failed).toBeNull();
    await pasted(sandbox, task, again.output);
    const ready = await untilReady(sandbox, 'Billing');
    const words = wordsOf(ready.card);
    expect(words).toMatch(/aud: for\s+✓ https:\/\/outlook\.office365\.com/);
    expect(words).toMatch(/Another mailbox\s+✓ refused/);
    shown = await reveal(sandbox, ready);
    expect(shown.words).toContain(objectId);
  },
);

describe('what the owner pastes sends mail as the mailbox', () => {
  test.each(['node', 'python', 'php', 'swaks'] as const)('%s', { timeout: 60_000 }, async (client) => {
    const { sandbox } = scene();
    const { smtp, ca } = (await sandbox.cloud()) as { smtp: { exchange: { host: string; port: number } }; ca: string };
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
    const sentBy = async (): Promise<number> =>
      ((await sandbox.state())['mail'] as Json[]).filter((each) => each['from'] === mailbox).length;
    const before = await sentBy();
    const run = clientRuns[client].oauth?.run ?? expect.fail(`${client} does not log in with a token`);
    const ran = await run({ settings: { login: 'oauth', input }, to: 'mara.lindt@contoso.com', ca });
    expect(ran, ran.output).toMatchObject({ code: 0 });
    await expect.poll(sentBy, { timeout: 20_000 }).toBeGreaterThan(before);
  });
});

test(
  'retired, it sends no more at once; what is left in Exchange is a task with the script that clears it',
  { timeout: 90_000 },
  async () => {
    const { sandbox } = scene();
    const mine = await untilCard(sandbox, 'personal:owner', { button: 'Retire…', says: /^Billing: proven/m });
    const dialog = dialogOf(await press(sandbox, 'owner', mine, 'Retire…'));
    await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0 });
    const task = await untilCard(sandbox, 'approvals', { button: 'Done, look again', says: /Remove-ManagementScope/ });
    expect((await sandbox.state())['applications']).toEqual([]);
    const { failed } = await runScript(sandbox, scriptOf(task));
    expect(failed).toBeNull();
    const { exchange } = (await sandbox.state()) as { exchange: Json };
    expect(exchange).toMatchObject({ servicePrincipals: [], scopes: [], roleAssignments: [] });
  },
);

test('no secret is left anywhere', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
