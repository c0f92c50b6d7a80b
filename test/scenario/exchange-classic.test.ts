import { expect, test } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { dialogOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import { approve, playRequest, press, untilCard, untilReady } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// Classic access on Exchange: an Entra administrator's consent, FullAccess and SendAs by the script – and what happens when the consent goes.

const scene = sharedScene({
  faults: brief,
  policy: {
    exchange: { domains: ['contoso.com'], outsideMailbox: 'outside@contoso.com', access: 'classic' },
    watch: { every: 'PT2S' },
  },
});

async function control(sandbox: SandboxProcess, path: string, body: Json): Promise<Json> {
  const answer = await fetch(`${sandbox.controlUrl}/_sandbox/exchange/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Json;
}

const elements = ({ card }: Message): Json[] => (card?.['body'] ?? []) as Json[];
const scriptOf = (message: Message): string =>
  String(elements(message).find((each) => each['type'] === 'CodeBlock')?.['codeSnippet']);
const consent = (sandbox: SandboxProcess, appId: string, granted: boolean) =>
  control(sandbox, 'consent', { appId, granted });

let appId = '';

test('consent and script, each on a card of its own, lead to a proven sender', { timeout: 120_000 }, async () => {
  const { sandbox } = scene();
  await approve(sandbox, await playRequest(sandbox, { domain: 'contoso.com', client: 'node', places: 'web-02' }));
  const asked = await untilCard(sandbox, 'approvals', { button: 'Open the consent page', says: /SMTP\.SendAsApp/ });
  const url = JSON.stringify(asked.card).match(/https:[^"]+adminconsent\?client_id=([0-9a-f-]{36})[^"]*/);
  appId = url?.[1] ?? '';
  await consent(sandbox, appId, true);
  await press(sandbox, 'approver', asked, 'Done, look again');
  const task = await untilCard(sandbox, 'approvals', { button: 'Done…', says: /Exchange/ });
  const script = scriptOf(task);
  const ran = await control(sandbox, 'powershell', { script });
  expect(ran['failed']).toBeNull();
  expect(ran['output']).toMatch(/Gave FullAccess[\s\S]*Gave SendAs[\s\S]*SMTP AUTH is off for the tenant/);
  expect((await control(sandbox, 'powershell', { script }))['output']).not.toMatch(/Gave/);
  const dialog = dialogOf(await press(sandbox, 'approver', task, 'Done…'));
  await sandbox.action({ from: 'approver', dialog: dialog.id, action: 0, inputs: { pasted: String(ran['output']) } });
  const words = wordsOf((await untilReady(sandbox, 'Billing')).card);
  expect(words).toMatch(/SMTP\.SendAsApp/);
  expect(words).toMatch(/Another mailbox\s+✓ refused/);
  const [application] = (await sandbox.state())['applications'] as Json[];
  // One permission, and not the User.Read that a portal gives to every registration.
  expect((application?.['requiredResourceAccess'] ?? []) as Json[]).toHaveLength(1);
});

test(
  'consent withdrawn: owner and IT are told once, and the same cards say when it is over',
  { timeout: 90_000 },
  async () => {
    const { sandbox } = scene();
    await consent(sandbox, appId, false);
    const told = await untilCard(sandbox, 'personal:owner', { button: 'Look again', says: /stopped working/ });
    expect(wordsOf(told.card)).toMatch(/Consent to its permission SMTP\.SendAsApp was withdrawn/);
    await untilCard(sandbox, 'personal:owner', { button: 'Retire…', says: /^Billing: stopped/m });
    const task = await untilCard(sandbox, 'approvals', { button: 'Done, look again', says: /withdrawn/ });
    const grants = ((await sandbox.state())['appRoleAssignments'] ?? []) as Json[];
    expect(grants).toEqual([]);
    await consent(sandbox, appId, true);
    // Nobody presses anything.
    await untilCard(sandbox, 'personal:owner', { id: told.id, says: /is as approved again/ });
    await untilCard(sandbox, 'approvals', { id: task.id, says: /^Done/m });
    await untilCard(sandbox, 'personal:owner', { button: 'Send test mail', says: /^Billing: proven/m });
  },
);

test('no secret is left anywhere', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
