import { afterAll, afterEach, beforeAll, expect, describe, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { forget, startBot, type Bot } from '../support/bot.ts';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox.ts';
import { chromiumPath, launchBrowser } from './support/browser.ts';
import { fillForm, openConsole, type Console } from './support/console-page.ts';

// The whole job as one person plays it by hand in the console: owner, second owner, approver and channel, the real bot behind it.

const OWNER = 'Mara Lindt';
const SECOND = 'Jonas Weber';
const CHANNEL = 'Mail approvals';
const LAG: [number, number] = [200, 600];
const provisioned = { timeout: 40_000 };

const absent = chromiumPath === undefined && process.env['CI'] === undefined;
const why = absent ? ' (skipped: no chromium here; apt-get install chromium)' : '';

describe.skipIf(absent)(`the whole job in the console${why}`, () => {
  let sandbox: SandboxProcess;
  let bot: Bot;
  let browser: Browser;
  let console: Console;

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    const lag = { app: LAG, principal: LAG, password: LAG, token: LAG, role: LAG };
    await sandbox.putFaults({ latency: [1, 10], lag });
    await sandbox.putTier('raised');
    [bot, browser] = await Promise.all([startBot(sandbox), launchBrowser()]);
  });
  afterEach(async () => {
    await console?.close();
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    if (bot) forget(bot);
    await sandbox?.stop();
  });

  const holdsAPassword = async (text: string): Promise<boolean> =>
    (await sandbox.secrets()).some((secret) => secret === text);

  async function openForm(): Promise<void> {
    await console.say(OWNER, 'request');
    await console.button(console.message(OWNER, 'A short form'), 'Fill in the form…').click();
    await console.dialog.waitFor();
  }

  test('asked with a mistake, corrected, decided, proven, shown to the owner only, test mail in the inbox', async () => {
    console = await openConsole(browser, sandbox.controlUrl);
    const { button, dialog, message, page, pane } = console;
    await button(pane(CHANNEL), 'approvals here').click();
    await message(CHANNEL, 'Requests are decided here').waitFor();

    await openForm();
    const typed = {
      name: 'Billing',
      purpose: 'Monthly invoices to customers.',
      shown: 'Contoso Invoices',
      places: 'web-02, printer 3rd floor',
    };
    await fillForm(dialog, { ...typed, local: 'finance-director', secondOwner: SECOND });
    await console.send('Send to IT');
    await dialog.getByText('one field needs another look').waitFor();
    const address = dialog.getByRole('textbox', { name: 'Sends as' });
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => address.and(page.locator(':focus')).count()).toBe(1);
    expect(await dialog.getByText('Belongs to a person').first().isVisible()).toBe(true);
    expect(await dialog.getByRole('textbox', { name: 'Application' }).inputValue()).toBe('Billing');
    await address.fill('invoices');
    await console.send('Send to IT');
    await dialog.waitFor({ state: 'detached' });
    await message(OWNER, 'Billing: waiting for IT to decide').waitFor();

    const card = message(CHANNEL, 'Billing wants to send mail as invoices@mail.contoso.com');
    // The two cards are sent side by side; either may come first.
    await card.waitFor();
    for (const fact of [
      'Monthly invoices to customers.',
      'What will be made',
      'app registration',
      'What was checked',
      'If stolen',
    ])
      expect(await card.getByText(fact).first().isVisible()).toBe(true);

    await console.actAs(CHANNEL, OWNER);
    await button(card, 'Approve').click();
    await pane(CHANNEL).getByText('you asked for it yourself').waitFor();
    await console.actAs(CHANNEL, SECOND);
    await button(card, 'Approve').click();
    await pane(CHANNEL).getByText(`Only ${SECOND} sees this`).waitFor();
    expect(await button(card, 'Approve').isEnabled()).toBe(true);

    await console.actAs(CHANNEL, 'Priya Nair');
    await button(card, 'Approve').click();
    await card.getByText('approved by Priya Nair').waitFor();
    expect(await button(card, 'Approve').count()).toBe(0);

    const progress = message(OWNER, 'Billing: setting up');
    await progress.getByText('app registration').waitFor();
    const ready = message(OWNER, 'Billing: proven, ready to install');
    await ready.waitFor(provisioned);
    // The same card all the way: none of its earlier states stands beside it.
    expect(
      await pane(OWNER)
        .getByText(/Billing: (waiting|setting up)/)
        .count(),
    ).toBe(0);

    await button(ready, 'Show credentials').click();
    await button(dialog, 'Copy: Password').click();
    await dialog.getByText('Copied').waitFor();
    const copied = await console.clipboard();
    expect(await holdsAPassword(copied)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await ready.getByText('shown once').waitFor();
    expect((await page.content()).includes(copied)).toBe(false);

    await console.show(SECOND);
    await message(SECOND, `${OWNER} saw the credentials of Billing`).waitFor();

    const received = (await sandbox.state())['mail'].length as number;
    await button(ready, 'Send test mail').click();
    await pane(OWNER).getByText('is on its way').first().waitFor();
    await console.show('Inbox');
    await pane('Inbox')
      .getByText(`${received + 1} received`)
      .waitFor();
    const mail = pane('Inbox').getByRole('group').first();
    expect(await mail.innerText()).toMatch(/invoices@mail\.contoso\.com → mara\.lindt@contoso\.com/);
    expect(await mail.getByText('This is a test mail from Sendpass').isVisible()).toBe(true);

    await console.show(OWNER);
    await button(ready, 'It is installed…').click();
    await button(dialog, 'Yes, it is installed').click();
    const inUse = message(OWNER, 'Billing: in use');
    await inUse.waitFor();
    expect(await button(inUse, 'Show credentials').count()).toBe(0);
    await button(inUse, 'More options').click();
    await page.getByRole('menuitem', { name: 'Retire…' }).click();
    await dialog.getByText('Retire Billing for good?').waitFor();
    await button(dialog, 'Retire and remove').click();
    await message(OWNER, 'Billing: removed').waitFor(provisioned);
    expect(console.faults).toEqual([]);
  });

  test('edited, denied with a reason that is asked for, withdrawn', async () => {
    console = await openConsole(browser, sandbox.controlUrl);
    const { button, dialog, message } = console;
    await console.say(CHANNEL, 'approvals here');
    await openForm();
    const typed = {
      name: 'Reports',
      purpose: 'Nightly report',
      local: 'reports',
      shown: 'Contoso Reports',
      places: 'web-03',
    };
    await fillForm(dialog, typed);
    await console.send('Send to IT');
    const mine = message(OWNER, 'Reports: ');
    await button(mine, 'Edit…').click();
    await dialog.getByRole('textbox', { name: 'Name shown to recipients' }).fill('Contoso Report Service');
    await console.send('Send new version');
    const card = message(CHANNEL, 'Reports wants to send mail');
    await card.getByText('Contoso Report Service').waitFor();

    await button(card, 'Deny…').click();
    await button(dialog, 'Deny').click();
    await dialog.getByText('Give a reason').waitFor();
    await dialog.getByRole('textbox', { name: 'Why?' }).fill('Use the address of the team.');
    await button(dialog, 'Deny').click();
    await card.getByText('denied by Priya Nair').waitFor();
    await mine.getByText('Reason: Use the address of the team. Nothing was made').waitFor();

    await button(mine, 'Ask again…').click();
    await fillForm(dialog, { ...typed, name: 'Team reports', local: 'team-reports' });
    await console.send('Send to IT');
    await button(message(OWNER, 'Team reports: '), 'Withdraw').click();
    await message(OWNER, 'Team reports: withdrawn').waitFor();
    await message(CHANNEL, 'Team reports wants').getByText('nobody has to decide').waitFor();
    expect(await button(message(CHANNEL, 'Team reports wants'), 'Approve').count()).toBe(0);
    expect(console.faults).toEqual([]);
  });

  test('by keyboard alone, in the dark: asked, approved, shown, copied', async () => {
    console = await openConsole(browser, sandbox.controlUrl, { dark: true });
    const { dialog, message, page, pane, tabTo } = console;
    const { keyboard } = page;
    await tabTo(`@Sendpass as Priya Nair`);
    await keyboard.type('approvals here');
    await keyboard.press('Enter');
    await message(CHANNEL, 'Requests are decided here').waitFor();
    await pane(OWNER).locator('.scroller').focus();
    await tabTo(`Message to Sendpass as ${OWNER}`);
    await keyboard.type('request');
    await keyboard.press('Enter');
    const asked = message(OWNER, 'A short form');
    await asked.waitFor();
    await asked.focus();
    await tabTo('Fill in the form…');
    await keyboard.press('Enter');
    await dialog.waitFor();
    await keyboard.type('Payslips');
    await tabTo('What does it send');
    await keyboard.type('Payslips, once a month');
    await tabTo('Sends as');
    await keyboard.type('payslips');
    await tabTo('Name shown');
    await keyboard.type('Contoso Payslips');
    await tabTo('Where is it used');
    await keyboard.type('hr-01');
    await tabTo('Send to IT');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });

    const card = message(CHANNEL, 'Payslips wants to send mail');
    await card.waitFor();
    await card.focus();
    await tabTo('Approve');
    await keyboard.press('Enter');
    await card.getByText('approved by Priya Nair').waitFor();
    const ready = message(OWNER, 'Payslips: proven');
    await ready.waitFor(provisioned);
    await ready.getByText('test mail sent').waitFor(provisioned);
    await ready.focus();
    await tabTo('Show credentials');
    await keyboard.press('Enter');
    await dialog.waitFor();
    await tabTo('Copy: Password');
    await keyboard.press('Enter');
    await dialog.getByText('Copied').waitFor();
    expect(await holdsAPassword(await console.clipboard())).toBe(true);
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // The card was drawn anew meanwhile; the focus is back where the dialog was opened.
    await expect.poll(() => console.button(ready, 'Show credentials').and(page.locator(':focus')).count()).toBe(1);
    expect(console.faults).toEqual([]);
  });
});
