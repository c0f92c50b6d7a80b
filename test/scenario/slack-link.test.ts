import { expect, test } from 'vitest';
import { browserWalk } from '../support/browser-walk.ts';
import { freePort } from '../support/free-port.ts';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { press, until, untilCard } from '../support/scenario-play.ts';
import { scenes } from '../support/scenario-scene.ts';

// Whose Slack account it is: nobody is taken at their word, and a link does not outlive what it stood on.

const scene = scenes();
const slack = (sandbox: SandboxProcess, path: string, body: Json): Promise<Json> =>
  sandbox.control('POST', `/_sandbox/chat/slack/${path}`, body);
const types = (sandbox: SandboxProcess, text: string, from = 'owner'): Promise<Json> =>
  slack(sandbox, 'command', { from, conversation: 'approvals', text });
const whispers = async (sandbox: SandboxProcess, reader: string): Promise<Json[]> => {
  const all = (await sandbox.control('GET', '/_sandbox/chat/slack/conversations')) as unknown as Json[];
  const found = all.find((each) => each['id'] === 'approvals');
  return ((found?.['ephemerals'] ?? []) as Json[]).filter((each) => each['reader'] === reader);
};
const whisper = (sandbox: SandboxProcess, reader: string, says: RegExp): Promise<Json> =>
  until(`a whisper to ${reader} that says ${says.source}`, async () =>
    (await whispers(sandbox, reader)).toReversed().find((each) => says.test(JSON.stringify(each))),
  );
const change = (sandbox: SandboxProcess, patch: Json): Promise<Json> =>
  sandbox.control('PUT', '/_sandbox/chat/slack/user', { id: 'owner', patch });
const oid = async (sandbox: SandboxProcess, id: string): Promise<string> =>
  ((await sandbox.state())['people'] as Json[]).find((each) => each['id'] === id)!['aadObjectId'];

test(
  'an account is linked by signing in, speaks for its person, and no more once its address changes',
  { timeout: 120_000 },
  async () => {
    const port = await freePort();
    const env = { SLACK_SSO_MANAGED: 'false', PORT: `${port}`, PUBLIC_URL: `http://localhost:${port}` };
    await scene({ slack: true, channel: false, env }, async ({ sandbox }) => {
      await types(sandbox, 'senders');
      const needed = await whisper(sandbox, 'owner', /Say who you are first/);
      await slack(sandbox, 'action', { from: 'owner', message: needed['id'], action: 'Sign in' });
      const open = JSON.stringify(await whisper(sandbox, 'owner', /Open the sign-in page/));
      const [url] = /http:\/\/localhost:\d+\/sign-in\?ticket=[\w-]+/.exec(open) ?? [];
      const browser = browserWalk();
      await browser.go(url!);
      await browser.submit();
      await browser.submit({ account: await oid(sandbox, 'owner') });
      await browser.submit({ answer: 'yes' });
      expect(browser.page().title).toBe('Linked');
      await types(sandbox, 'senders');
      await whisper(sandbox, 'owner', /no senders|no sender/i);
      await untilCard(sandbox, 'personal:owner', { button: 'Take it back', says: /speaks for you/ });
      await change(sandbox, { email: 'somebody.else@contoso.com' });
      await untilCard(sandbox, 'personal:owner', { without: 'Take it back', says: /suspended/ });
      await types(sandbox, 'senders');
      await whisper(sandbox, 'owner', /is suspended/);
    });
  },
);

test(
  'asked in Teams with both names, the person says yes; closing the account ends it, also when it is opened again',
  { timeout: 120_000 },
  async () => {
    await scene({ slack: true, channel: false, env: { SLACK_SSO_MANAGED: 'false' } }, async ({ sandbox }) => {
      await types(sandbox, 'senders');
      const needed = await whisper(sandbox, 'owner', /Say who you are first/);
      await slack(sandbox, 'action', { from: 'owner', message: needed['id'], action: 'Ask me in Teams' });
      const card = await untilCard(sandbox, 'personal:owner', {
        button: 'It is mine',
        says: /mara\.lindt@contoso\.com/,
      });
      await press(sandbox, 'owner', card, 'It is mine');
      await untilCard(sandbox, 'personal:owner', { button: 'Take it back', says: /speaks for you/ });
      await types(sandbox, 'senders');
      await whisper(sandbox, 'owner', /no senders|no sender/i);
      await change(sandbox, { deleted: true });
      await untilCard(sandbox, 'personal:owner', { without: 'Take it back', says: /deactivated/ });
      await change(sandbox, { deleted: false });
      await types(sandbox, 'senders');
      await whisper(sandbox, 'owner', /is suspended/);
      for (const from of ['guest', 'foreign']) {
        await types(sandbox, 'senders', from).catch(() => undefined);
        expect(JSON.stringify(await whispers(sandbox, from))).not.toMatch(/Say who you are/);
      }
    });
  },
);
