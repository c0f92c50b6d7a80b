import { beforeAll, describe, expect, test } from 'vitest';
import { confirmOn } from '../support/life-play.ts';
import type { Json } from '../support/sandbox.ts';
import { wordsOf } from '../support/scenario-cards.ts';
import { mailsFrom, pasted, runScript, scriptOf, sendByToken } from '../support/scenario-exchange.ts';
import { approve, playRequest, reveal, untilCard, untilReady } from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// The main job on Exchange Online: an administrator's script, a token and its claims, and what the owner pastes, run by its program.

const scene = sharedScene({ faults: brief });
const mailbox = 'invoices@contoso.com';
let shown: Revealed;

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
    const before = await mailsFrom(sandbox, mailbox);
    const ran = await sendByToken(sandbox, client, shown, mailbox);
    expect(ran, ran.output).toMatchObject({ code: 0 });
    await expect.poll(() => mailsFrom(sandbox, mailbox), { timeout: 20_000 }).toBeGreaterThan(before);
  });
});

test(
  'retired, it sends no more at once; what is left in Exchange is a task with the script that clears it',
  { timeout: 90_000 },
  async () => {
    const { sandbox } = scene();
    await confirmOn(sandbox, 'It is installed…');
    await confirmOn(sandbox, 'Retire…');
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
