import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCredential } from '../../../adapters/azure/credential.ts';
import { createDirectoryPeople } from '../../../adapters/entra/directory-people.ts';
import { createGraph } from '../../../adapters/entra/graph-client.ts';
import { createSignIn } from '../../../adapters/entra/sign-in.ts';
import { startHttp } from '../../../adapters/http/server.ts';
import { signInRoutes } from '../../../adapters/http/sign-in-pages.ts';
import { refreshLink } from '../../../src/chat/refresh-links.ts';
import { createSignInDoor } from '../../../src/chat/sign-in-door.ts';
import { readConfig } from '../../../src/config.ts';
import { createLinkedPersonOf } from '../../../src/people/linked-person-of.ts';
import type { PersonOf } from '../../../src/people/port-person-of.ts';
import { newTicket } from '../../../src/people/sign-in.ts';
import { createStepUpBySignIn } from '../../../src/people/step-up-by-sign-in.ts';
import type { SignInPurpose } from '../../../src/people/sign-in-ticket.ts';
import { browserWalk } from '../../support/browser-walk.ts';
import { freePort } from '../../support/free-port.ts';
import { memoryStore } from '../../support/memory-repos.ts';
import { startSandboxProcess } from '../../support/sandbox.ts';
import type { Json, SandboxProcess } from '../../support/sandbox.ts';

// A person's sign-in as a browser goes through it: our pages over HTTP, the directory's page, msal and Graph before the sandbox.

const silent = () => undefined;
const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const user = { teamId: 'T1', userId: 'U1', name: 'mara <b>', email: 'mara.lindt@contoso.com' };

let now = new Date();
const clock = { now: () => now };
let store = memoryStore(clock);
let sandbox: SandboxProcess;
let publicUrl: string;
let personOf: PersonOf;
let close: () => Promise<void>;
let people: Json[];

beforeAll(async () => {
  const port = await freePort();
  publicUrl = `http://localhost:${port}`;
  sandbox = await startSandboxProcess({ botUrl: `http://127.0.0.1:${port}/api/messages` });
  const config = readConfig(await sandbox.env());
  const { cloud, tenantId, identity, signIn } = config;
  const directory = createDirectoryPeople(createGraph(cloud, createCredential(identity, cloud, tenantId)));
  const transact: typeof store.transact = (work) => store.transact(work);
  const settings = { ...signIn!, redirectUri: `${publicUrl}/sign-in/callback` };
  const door = createSignInDoor({
    transact,
    clock: { ...clock, wait: async () => undefined },
    logger,
    people: directory,
    signIn: createSignIn(cloud, tenantId, settings),
  });
  personOf = createLinkedPersonOf({ transact, directory, tenantId, ssoManaged: false, clock, changed: refreshLink });
  const health = async () => ({ ok: true });
  const server = await startHttp({ host: '127.0.0.1', port, logger, health, routes: signInRoutes(door, publicUrl) });
  close = () => server.close();
});
beforeEach(async () => {
  now = new Date();
  store = memoryStore(clock);
  await sandbox.reset();
  await sandbox.putFaults({ latency: [0, 1], lag: { app: [1, 2] } });
  people = (await sandbox.state())['people'];
});
afterAll(async () => {
  await close?.();
  await sandbox?.stop();
});

const oid = (id: string): string => people.find((each) => each['id'] === id)!['aadObjectId'];

async function opened(purpose: SignInPurpose = { for: 'link', user }) {
  const token = await store.transact((repos) => newTicket(repos, purpose, now));
  const browser = browserWalk();
  await browser.go(`${publicUrl}/sign-in?ticket=${token}`);
  return { browser, token };
}

async function signedIn(as: string, purpose?: SignInPurpose) {
  const { browser } = await opened(purpose);
  await browser.submit();
  await browser.submit({ account: oid(as) });
  return browser;
}

const audited = async (): Promise<string[]> => (await store.repos.audit.list({})).map((event) => event.type);

describe('linking by signing in', () => {
  test('both names, a yes, and the account speaks for the person, who hears of it', async () => {
    expect(await personOf(user)).toMatchObject({ ok: false, why: 'not-linked' });
    const { browser } = await opened();
    expect(browser.page()).toMatchObject({ status: 200, title: 'Link your Slack account' });
    expect(browser.page().html).toContain('mara &#60;b&#62;');
    await browser.submit();
    expect(browser.page().url).toContain('/oauth2/v2.0/authorize');
    await browser.submit({ account: oid('owner') });
    expect(browser.page()).toMatchObject({ status: 200, title: 'Are both of these you?' });
    expect(browser.page().html).toContain('Mara Lindt');
    expect(await personOf(user)).toMatchObject({ ok: false });
    await browser.submit({ answer: 'yes' });
    expect(browser.page()).toMatchObject({ status: 200, title: 'Linked' });
    expect(await personOf(user)).toMatchObject({ ok: true, person: { id: oid('owner'), name: 'Mara Lindt' } });
    expect(await audited()).toEqual(['account-linked']);
    const [card] = await store.repos.cards.byMatter('link', 'slack:T1:U1');
    expect(card).toMatchObject({ readerId: oid('owner') });
  });

  test('who was sent the link says no: nothing is linked, and it is recorded', async () => {
    const browser = await signedIn('approver');
    await browser.submit({ answer: 'no' });
    expect(browser.page().title).toBe('Nothing was linked');
    expect(await personOf(user)).toMatchObject({ ok: false, why: 'not-linked' });
    expect(await audited()).toEqual(['sign-in-refused']);
  });

  test('a program that opens the link changes nothing', async () => {
    const { token, browser } = await opened();
    for (let turn = 0; turn < 3; turn++) await browserWalk().go(`${publicUrl}/sign-in?ticket=${token}`);
    await browser.submit();
    expect(browser.page().url).toContain('/oauth2/v2.0/authorize');
  });

  test('the link is good in one browser, once, and for ten minutes', async () => {
    const { token, browser } = await opened();
    await browser.submit();
    const other = browserWalk();
    await other.go(`${publicUrl}/sign-in?ticket=${token}`);
    expect(other.page()).toMatchObject({ status: 403, title: 'This sign-in is over' });
    const late = await opened();
    now = new Date(now.getTime() + 11 * 60_000);
    await late.browser.submit();
    expect(late.browser.page().title).toBe('This sign-in is over');
  });

  test('the way back belongs to the browser that left, and is gone after one use', async () => {
    const browser = await signedIn('owner');
    const back = browser.page().url;
    const other = browserWalk();
    await other.go(back);
    expect(other.page()).toMatchObject({ status: 403, title: 'This sign-in is over' });
    await browser.go(back);
    expect(browser.page().title).toBe('This sign-in is over');
  });

  test('a yes from another site, or with another proof, links nothing', async () => {
    const browser = await signedIn('owner');
    await browser.submit({ answer: 'yes' }, 'https://evil.example');
    expect(browser.page().title).toBe('This did not come from the sign-in page');
    const again = await signedIn('owner');
    await again.submit({ answer: 'yes', proof: 'x' });
    expect(again.page().title).toBe('This sign-in is over');
    expect(await personOf(user)).toMatchObject({ ok: false });
  });

  test('whoever cancels at the directory has changed nothing', async () => {
    const { browser } = await opened();
    await browser.submit();
    const asked = new URL(browser.page().url);
    await browser.go(`${publicUrl}/sign-in/callback?error=access_denied&state=${asked.searchParams.get('state')}`);
    expect(browser.page()).toMatchObject({ status: 403, title: 'You did not sign in' });
  });

  test('a code of another sign-in is refused by its verifier', async () => {
    const { browser } = await opened();
    await browser.submit();
    const asked = new URL(browser.page().url);
    const other = await opened();
    await other.browser.submit();
    const stolen = new URL(other.browser.page().url);
    stolen.searchParams.set('state', asked.searchParams.get('state')!);
    await browser.go(stolen.href);
    await browser.submit({ account: oid('owner') });
    expect(browser.page()).toMatchObject({ status: 403, title: 'This sign-in is over' });
    expect(await audited()).toEqual(['sign-in-refused']);
  });
});

describe('a link does not outlive what it stood on', () => {
  const linked = async (): Promise<void> => {
    const browser = await signedIn('owner');
    await browser.submit({ answer: 'yes' });
  };

  test('another e-mail address suspends it until it is linked anew', async () => {
    await linked();
    expect(await personOf({ ...user, email: 'somebody.else@contoso.com' })).toMatchObject({
      ok: false,
      why: 'suspended',
    });
    expect(await personOf(user)).toMatchObject({ ok: false, why: 'suspended' });
    await linked();
    expect(await personOf(user)).toMatchObject({ ok: true });
    expect(await audited()).toEqual(['account-linked', 'account-link-suspended', 'account-linked']);
  });

  test('a person who may not sign in any more acts on no platform', async () => {
    await linked();
    await sandbox.putWorld({ person: { id: 'owner', patch: { accountEnabled: false } } });
    expect(await personOf(user)).toMatchObject({ ok: false, why: 'suspended' });
  });

  test('a guest who signs in is refused', async () => {
    await sandbox.putWorld({ person: { id: 'owner2', patch: { userType: 'Guest' } } });
    const browser = await signedIn('owner2');
    expect(browser.page()).toMatchObject({ status: 403, title: 'Guests cannot use Sendpass' });
  });
});

describe('step-up', () => {
  const purpose = (): SignInPurpose => ({ for: 'step-up', personId: oid('approver'), matter: 'approve:r1:2' });

  test('the same person: done for that matter only', async () => {
    const browser = await signedIn('approver', purpose());
    expect(browser.page()).toMatchObject({ status: 200, title: 'Thank you' });
    expect(await store.repos.tickets.lastDone(oid('approver'), 'approve:r1:2')).toMatchObject({ state: 'done' });
    expect(await store.repos.tickets.lastDone(oid('approver'), 'approve:r2:1')).toBeUndefined();
  });

  test('another person: refused, recorded', async () => {
    const browser = await signedIn('owner', purpose());
    expect(browser.page()).toMatchObject({ status: 403, title: 'You signed in as somebody else' });
    expect(await store.repos.tickets.lastDone(oid('approver'), 'approve:r1:2')).toBeUndefined();
    expect(await audited()).toEqual(['sign-in-refused']);
  });

  test('the link leads there; it is fresh for that person and thing alone, and for five minutes', async () => {
    const stepUp = createStepUpBySignIn({ transact: store.transact, clock, signInAt: publicUrl });
    const wish = { personId: oid('approver'), what: 'approve', about: 'request:r1' } as const;
    const signInAs = async (account: string) => {
      const browser = browserWalk();
      await browser.go(await stepUp.link(wish));
      await browser.submit();
      await browser.submit({ account: oid(account) });
      return browser.page().title;
    };
    expect(await stepUp.isFresh(wish)).toBe(false);
    expect(await signInAs('owner')).toBe('You signed in as somebody else');
    expect(await stepUp.isFresh(wish)).toBe(false);
    expect(await signInAs('approver')).toBe('Thank you');
    expect(await stepUp.isFresh(wish)).toBe(true);
    expect(await stepUp.isFresh({ ...wish, about: 'request:r2' })).toBe(false);
    expect(await stepUp.isFresh({ ...wish, what: 'reveal' })).toBe(false);
    expect(await stepUp.isFresh({ ...wish, personId: oid('owner') })).toBe(false);
    now = new Date(now.getTime() + 5 * 60_000);
    expect(await stepUp.isFresh(wish)).toBe(false);
  });
});
