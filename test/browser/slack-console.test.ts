import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { start, type Started } from '../unit/infra/sandbox/support.ts';
import { chromiumPath, launchBrowser } from './support/browser.ts';
import { openConsole, type Console } from './support/console-page.ts';
import { weakTexts } from './support/contrast.js';
import { startFakeSlackBot, type FakeSlackBot } from './support/fake-slack-bot.ts';

// Slack in the console, played by hand: blocks, modals, whispers, Home. The bot behind it is a small one on Bolt.

const absent = chromiumPath === undefined && process.env['CI'] === undefined;
const why = absent ? ' (skipped: no chromium here; apt-get install chromium)' : '';
const MARA = 'Mara Lindt Slack';
const CHANNEL = 'mail-approvals Slack';

describe.skipIf(absent)(`Slack in the web console${why}`, () => {
  let sandbox: Started;
  let bot: FakeSlackBot;
  let browser: Browser;
  let page: Console;

  beforeAll(async () => {
    sandbox = await start();
    bot = await startFakeSlackBot(sandbox.url);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.close();
    await sandbox?.close();
  });
  beforeEach(() => sandbox.control('POST', 'reset', {}));
  afterEach(() => page?.close());

  /** With Mara's chat and the channel on screen. */
  async function open(options: { dark?: boolean; width?: number } = {}): Promise<void> {
    page = await openConsole(browser, sandbox.url, options);
    for (const entry of ['slack:approvals', 'slack:personal:owner'])
      await page.page.locator(`[data-entry="${entry}"]`).click();
    await page.pane(MARA).waitFor();
  }
  const press = (where: string, name: string) => page.button(page.pane(where), name).click();
  const field = (name: string) => page.dialog.getByRole('textbox', { name });

  test('asked in a modal, refused on the field, decided in the channel in place, revealed to the asker', async () => {
    await open();
    await page.say(MARA, '/sendpass request');
    await field('Application').waitFor();
    await field('Application').fill('Billing');
    await page.button(page.dialog, 'Send request').click();
    await page.dialog.getByText('Please complete this required field').waitFor();
    await field('Sender address').fill('finance-director');
    await page.button(page.dialog, 'Send request').click();
    await page.dialog.getByText('belongs to a person').waitFor();
    expect(await field('Sender address').getAttribute('aria-invalid')).toBe('true');
    expect(await field('Application').inputValue()).toBe('Billing');
    await field('Sender address').fill('invoices');
    await page.button(page.dialog, 'Send request').click();
    await page.pane(CHANNEL).getByRole('heading', { name: 'Billing wants to send mail' }).waitFor();
    expect(await page.dialog.count()).toBe(0);

    await press(CHANNEL, 'Deny');
    await page.button(page.dialog, 'Keep').click();
    await press(CHANNEL, 'Approve');
    await page.pane(CHANNEL).getByText('by @Priya Nair').waitFor();
    expect(await page.button(page.pane(CHANNEL), 'Approve').count()).toBe(0);

    await press(MARA, 'Show credentials');
    await page.button(page.dialog, 'Copy: Password').click();
    expect(await page.clipboard()).toBe('not_a_real~one');
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'detached' });
    const { body } = await sandbox.control('GET', 'chat/slack/people');
    expect(JSON.stringify(body)).not.toContain('not_a_real~one');
    expect(page.faults).toEqual([]);
  });

  test('a whisper is seen by its reader alone', async () => {
    await open();
    const { body } = await sandbox.control('GET', 'chat/slack/conversations');
    const channel = (body as unknown as { id: string; conversationId: string }[]).find(
      (each) => each.id === 'approvals',
    );
    const people = (await sandbox.state())['slack'].people as { id: string; userId: string }[];
    const user = people.find((each) => each.id === 'approver')!.userId;
    await bot.app.client.chat.postEphemeral({ channel: channel!.conversationId, user, text: 'for Priya' });
    await page.pane(CHANNEL).getByText('Only visible to Priya Nair').waitFor();
    await page.actAs(CHANNEL, 'Jonas Weber');
    await expect.poll(() => page.pane(CHANNEL).getByText('for Priya').count()).toBe(0);
    await page.actAs(CHANNEL, 'Priya Nair');
    await page.pane(CHANNEL).getByText('for Priya').waitFor();
  });

  test('markup of users stays text, and a mention of everybody is seen as one', async () => {
    await open();
    await page.say(MARA, '<b>x</b> <!channel>');
    const echo = page.message(MARA, 'You said: <b>x</b> <!channel>');
    await echo.waitFor();
    expect(await echo.locator('b, .mention').count()).toBe(0);
    await page.say(MARA, '/sendpass <!channel>');
    await page.message(MARA, 'Only visible to').locator('.mention.everybody').waitFor();
  });

  test('Home and Messages by keyboard', async () => {
    await open();
    const tab = (name: string) => page.pane(MARA).getByRole('tab', { name });
    await tab('Messages').focus();
    await page.page.keyboard.press('ArrowLeft');
    await page.pane(MARA).getByRole('heading', { name: 'My senders' }).waitFor();
    expect(await tab('Home').getAttribute('aria-selected')).toBe('true');
    await page.tabTo('Look again');
    await page.page.keyboard.press('Enter');
    await page.pane(MARA).getByText('Looked again just now').waitFor();
    await tab('Home').focus();
    await page.page.keyboard.press('ArrowRight');
    await page.pane(MARA).locator('.composer textarea').waitFor();
    expect(page.faults).toEqual([]);
  });

  test('a modal by keyboard: the focus is in it, stays in it, and Esc closes it for the bot too', async () => {
    await open();
    await page.say(MARA, '/sendpass request');
    await field('Application').waitFor();
    await expect.poll(() => field('Application').and(page.page.locator(':focus')).count()).toBe(1);
    for (let presses = 0; presses < 12; presses += 1) {
      await page.page.keyboard.press('Tab');
      expect(await page.page.locator(':focus:not(dialog *, dialog, body)').count()).toBe(0);
    }
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'detached' });
    await vi.waitFor(async () => {
      const { body } = await sandbox.control('GET', 'chat/slack/people');
      expect((body as unknown as { views: unknown[] }[]).flatMap((each) => each.views)).toEqual([]);
    });
  });

  test.each([{ dark: false }, { dark: true }])('text has the contrast of WCAG AA (dark: $dark)', async ({ dark }) => {
    await open({ dark });
    await page.say(MARA, '/sendpass request');
    await field('Application').fill('Billing');
    await page.button(page.dialog, 'Send request').click();
    await page.dialog.getByText('Please complete').waitFor();
    expect(await page.page.evaluate(weakTexts)).toEqual([]);
    await field('Sender address').fill('invoices');
    await page.button(page.dialog, 'Send request').click();
    await page.pane(CHANNEL).getByRole('heading').last().waitFor();
    await page.pane(MARA).getByRole('tab', { name: 'Home' }).click();
    await page.pane(MARA).getByText('My senders').waitFor();
    expect(await page.page.evaluate(weakTexts)).toEqual([]);
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined) await page.page.screenshot({ path: `${folder}/slack-${dark ? 'dark' : 'light'}.png` });
  });

  test('at 400 px a card fits without sideways scrolling', async () => {
    await open({ width: 400 });
    await page.say(MARA, 'hello');
    await page.pane(MARA).getByText('You said: hello').waitFor();
    expect(await page.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
  });
});
