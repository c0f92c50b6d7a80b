import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../infra/sandbox/start-sandbox.ts';
import { chromiumPath, launchBrowser } from './support/browser.ts';
import { weakTexts } from './support/contrast.js';
import { startFakeBot, type FakeBot } from './support/fake-bot.ts';

// One person plays everybody, by hand. The bot behind it is a small one on the vendor's SDK.

const absent = chromiumPath === undefined && process.env['CI'] === undefined;
const why = absent ? ' (skipped: no chromium here; apt-get install chromium)' : '';

describe.skipIf(absent)(`web console${why}`, () => {
  let sandbox: Sandbox;
  let bot: FakeBot;
  let browser: Browser;
  let window: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    sandbox = await startSandbox({ port: 0 });
    bot = await startFakeBot(sandbox.controlUrl);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.close();
    await sandbox?.close();
  });
  beforeEach(async () => {
    await control('/_sandbox/reset', {});
    await control('/_sandbox/bot', { url: bot.url }, 'PUT');
    await window?.close();
    faults.length = 0;
  });

  async function control(path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<unknown> {
    const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await fetch(`${sandbox.controlUrl}${path}`, { ...init, method })).json();
  }

  async function open(options: { width?: number; dark?: boolean } = {}): Promise<void> {
    window = await browser.newContext({
      viewport: { width: options.width ?? 1500, height: 900 },
      colorScheme: options.dark === true ? 'dark' : 'light',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await window.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(sandbox.controlUrl);
    await page.locator('.pane').first().waitFor();
  }

  const pane = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const button = (where: Locator | Page, name: string): Locator => where.getByRole('button', { name, exact: true });
  const focused = (where: Locator): Promise<number> => where.and(page.locator(':focus')).count();
  async function say(where: string, text: string): Promise<void> {
    const field = pane(where).locator('.composer textarea');
    await field.fill(text);
    await field.press('Enter');
  }

  test('request, mistake, correction, approval in the channel, reveal, copy', async () => {
    await open();
    await say('Mail approvals', 'approvals here');
    await pane('Mail approvals').getByText('Requests are decided here').waitFor();
    await say('Mara Lindt', 'request');
    await button(pane('Mara Lindt'), 'Open the form').click();
    const dialog = page.getByRole('dialog');

    await button(dialog, 'Send request').click();
    await dialog.getByText('Give it a name.').waitFor();
    await dialog.getByLabel('Application').fill('Billing');
    await dialog.getByLabel('Sender address').fill('finance-director');
    await button(dialog, 'Send request').click();
    await dialog.getByText('belongs to a person').first().waitFor();
    const address = dialog.getByLabel('Sender address');
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => focused(address)).toBe(1);
    expect(await dialog.getByLabel('Application').inputValue()).toBe('Billing');

    await address.fill('invoices');
    await button(dialog, 'Send request').click();
    await page.getByText('Sent to the approvers.').waitFor();
    expect(await dialog.count()).toBe(0);
    await pane('Mail approvals').getByText('waiting for a decision').waitFor();
    await button(pane('Mail approvals'), 'Approve').click();
    await pane('Mail approvals').getByText('approved by Priya Nair').waitFor();
    expect(await button(pane('Mail approvals'), 'Approve').count()).toBe(0);

    const show = button(pane('Mara Lindt'), 'Show credentials');
    await show.click();
    await button(dialog, 'Copy: Password').click();
    await dialog.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('not_a_real~one');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focused(show)).toBe(1);
    expect(faults).toEqual([]);
  });

  test('who asked cannot decide in the channel, and is told privately', async () => {
    await open();
    await control('/_sandbox/chat/teams/message', {
      from: 'approver',
      conversation: 'approvals',
      text: 'approvals here',
    });
    await say('Mara Lindt', 'request');
    await button(pane('Mara Lindt'), 'Open the form').click();
    await page.getByRole('dialog').getByLabel('Application').fill('Billing');
    await page.getByRole('dialog').getByLabel('Sender address').fill('invoices');
    await page.keyboard.press('Enter');
    await button(page.getByRole('dialog'), 'Send request').click();
    await pane('Mail approvals').getByLabel('Act as').selectOption({ label: 'Mara Lindt' });
    await button(pane('Mail approvals'), 'Approve').click();
    await page.getByText('you asked for it yourself').waitFor();
    expect(await button(pane('Mail approvals'), 'Approve').isEnabled()).toBe(true);
  });

  test('everything of it by keyboard alone', async () => {
    await open();
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page.getByText('Skip to the conversations'))).toBe(1);
    const field = pane('Mara Lindt').locator('.composer textarea');
    await field.focus();
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const opener = button(pane('Mara Lindt'), 'Open the form');
    await opener.waitFor();
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => focused(page.getByLabel('Application'))).toBe(1);
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      // The body stands for the browser's own controls, which a modal leaves reachable.
      expect(await page.locator(':focus:not(dialog *, dialog, body)').count()).toBe(0);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a message in a closed conversation shows a dot, read aloud, gone when opened', async () => {
    await open();
    await control('/_sandbox/chat/teams/message', { from: 'owner2', text: 'hello' });
    const entry = page.locator('[data-entry="personal:owner2"]');
    await entry.getByText('1 new').waitFor({ state: 'attached' });
    await entry.click();
    await pane('Jonas Weber').getByText('You said: hello').waitFor();
    await expect.poll(() => entry.getByText('1 new').count()).toBe(0);
  });

  test('without a bot it says so instead of waiting', async () => {
    await open();
    await control('/_sandbox/bot', { url: 'http://127.0.0.1:9/api/messages' }, 'PUT');
    await say('Mara Lindt', 'hello');
    await expect.poll(() => page.getByText('The bot did not take it').count()).toBe(1);
  });

  test('the cloud pane changes the quota and starts over', async () => {
    await open();
    await say('Mara Lindt', 'hello');
    await pane('Mara Lindt').getByText('You said: hello').waitFor();
    await page.locator('[data-entry="cloud"]').click();
    await pane('Cloud').getByRole('radio', { name: 'raised' }).check();
    await page.getByText('Raised: stated numbers.').waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await button(pane('Cloud'), 'Reset the world…').click();
    await page.locator('[data-entry="personal:owner"]').click();
    await pane('Mara Lindt').getByText('You said: hello').waitFor({ state: 'detached' });
    await expect.poll(() => pane('Mara Lindt').getByText('Nothing was said here yet').isVisible()).toBe(true);
  });

  test('an Exchange administrator runs a script by keyboard and sees what the terminal shows, and where it stopped', async () => {
    await open();
    await page.locator('[data-entry="exchange"]').press('Enter');
    const field = pane('Exchange admin').getByLabel('Script');
    await expect.poll(() => focused(field)).toBe(1);
    await field.fill(
      "Connect-ExchangeOnline\nSet-TransportConfig -SmtpClientAuthenticationDisabled $false\n'done'\nthrow 'stopped'",
    );
    await field.press('Control+Enter');
    await expect.poll(() => pane('Exchange admin').locator('.terminal').textContent()).toBe('done\nstopped');
    const state = await (await fetch(`${sandbox.controlUrl}/_sandbox/state`)).json();
    expect(state).toMatchObject({ exchange: { smtpClientAuthenticationDisabled: false } });
    await page.keyboard.press('Tab');
    expect(await focused(button(pane('Exchange admin'), 'Run'))).toBe(1);
    await page.keyboard.press('Tab');
    expect(await focused(pane('Exchange admin').getByRole('region', { name: 'Output' }))).toBe(1);
    expect(await page.evaluate(weakTexts)).toEqual([]);
  });

  test('at 400 px one conversation fits without sideways scrolling', async () => {
    await open({ width: 400 });
    await say('Mara Lindt', 'request');
    await button(pane('Mara Lindt'), 'Open the form').waitFor();
    expect(await page.locator('.pane').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await page.locator('[data-entry="approvals"]').click();
    await pane('Mail approvals').waitFor();
    expect(await page.locator('.pane').count()).toBe(1);
  });

  test.each([{ dark: false }, { dark: true }])('text has the contrast of WCAG AA (dark: $dark)', async ({ dark }) => {
    await open({ dark });
    await say('Mara Lindt', 'request');
    await button(pane('Mara Lindt'), 'Open the form').waitFor();
    expect(await page.evaluate(weakTexts)).toEqual([]);
    await button(pane('Mara Lindt'), 'Open the form').click();
    await button(page.getByRole('dialog'), 'Send request').click();
    await page.getByText('Give it a name.').waitFor();
    expect(await page.evaluate(weakTexts)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-entry="cloud"]').click();
    await page.locator('[data-entry="inbox"]').click();
    expect(await page.evaluate(weakTexts)).toEqual([]);
  });
});
