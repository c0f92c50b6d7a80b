import type { Browser, Locator, Page } from 'playwright-core';

export type Console = Awaited<ReturnType<typeof openConsole>>;

/** The console in a window of its own, with words for what a person does there. `faults`: what the page itself complained about. */
export async function openConsole(browser: Browser, url: string, options: { width?: number; dark?: boolean } = {}) {
  const window = await browser.newContext({
    viewport: { width: options.width ?? 1500, height: 950 },
    colorScheme: options.dark === true ? 'dark' : 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await window.newPage();
  // The longest wait of a person for anything but provisioning, on a machine busy with other tests.
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  await page.locator('.pane').first().waitFor();

  const pane = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const button = (where: Locator | Page, name: string): Locator => where.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  return {
    page,
    faults,
    pane,
    button,
    dialog,
    /** Presses the dialog's button, and again where it came back because a look was late, as it asks. */
    async send(title: string): Promise<void> {
      for (let tries = 0; tries < 10; tries += 1) {
        await button(dialog, title).click();
        await page.locator('dialog[aria-busy=true]').waitFor({ state: 'detached' });
        if (!(await dialog.getByText('Send it once more').isVisible())) return;
      }
    },
    /** The newest message of a conversation in which `words` stand. */
    message: (where: string, words: string | RegExp): Locator =>
      pane(where).getByRole('article').filter({ hasText: words }).last(),
    async say(where: string, text: string): Promise<void> {
      const field = pane(where).locator('.composer textarea');
      await field.fill(text);
      await field.press('Enter');
    },
    async actAs(where: string, person: string): Promise<void> {
      await pane(where).getByLabel('Act as').selectOption({ label: person });
    },
    /** Opens what the rail lists under that name. */
    async show(name: string): Promise<void> {
      // Teams stands before Slack there.
      const entry = page.getByRole('navigation').getByRole('button', { name }).first();
      if ((await entry.getAttribute('aria-pressed')) !== 'true') await entry.click();
      await pane(name).waitFor();
    },
    /** Presses Tab until what has the focus is called so; fails when it cannot be reached. */
    tabTo: async (name: string): Promise<void> => {
      const seen: string[] = [];
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        const now: string = await page.evaluate(nameOfFocused);
        if (now.includes(name)) return;
        seen.push(now);
      }
      throw new Error(`Tab does not reach "${name}", only: ${seen.join(' | ')}`);
    },
    clipboard: (): Promise<string> => page.evaluate('navigator.clipboard.readText()'),
    close: () => window.close(),
  };
}

// Text, because it runs in the page, whose types this project does not load.
const nameOfFocused = `(() => {
  const element = document.activeElement;
  const label = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
  return ((label ?? element).getAttribute('aria-label') ?? (label ?? element).textContent ?? '').trim().slice(0, 80);
})()`;

/** What a person types into the request form; what is left out keeps what the form proposes. */
export type Typed = {
  name: string;
  purpose: string;
  local: string;
  shown: string;
  places: string;
  secondOwner?: string;
};

export async function fillForm(dialog: Locator, typed: Typed): Promise<void> {
  const field = (name: string): Locator => dialog.getByRole('textbox', { name });
  await field('Application').fill(typed.name);
  await field('What does it send, and why?').fill(typed.purpose);
  await field('Sends as').fill(typed.local);
  await field('Name shown to recipients').fill(typed.shown);
  await field('Where is it used?').fill(typed.places);
  if (typed.secondOwner !== undefined)
    await dialog.getByRole('combobox', { name: 'Second owner' }).fill(typed.secondOwner);
}
