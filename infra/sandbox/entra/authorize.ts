// The page where a person signs in to an application. Entra asks for a password; here one chooses whom to be.
import { randomBytes } from 'node:crypto';
import type { WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { isTenant } from './tenant.ts';

type Asked = Partial<Record<string, string>>;

/** GET /{tenant}/oauth2/v2.0/authorize. What is wrong with client or redirect address is shown here, never sent to that address. */
export function showSignIn(request: WireRequest, world: World): WireReply {
  const asked: Asked = Object.fromEntries(request.url.searchParams);
  const wrong = wrongWith(request, asked, world);
  if (wrong !== undefined) return wrong;
  const refused = refusedBack(asked);
  if (refused !== undefined) return goTo(asked, refused);
  const people = world.people.filter((each) => each.directoryOnly !== true);
  const hidden = Object.entries(asked).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value ?? '')}">`,
  );
  const buttons = people.map(
    ({ aadObjectId, name, mail }) =>
      `<button name="account" value="${aadObjectId}"><b>${escapeHtml(name)}</b><br>${escapeHtml(mail)}</button>`,
  );
  return page(`<h1>Sign in</h1><p>Sandbox: whom do you want to be?</p>
<form method="post" action="/${world.tenantId}/login">${hidden.join('')}${buttons.join('')}</form>`);
}

/** POST of the page above with the account that was chosen. */
export function signInAs(request: WireRequest, world: World): WireReply {
  const asked = (request.body ?? {}) as Asked;
  const wrong = wrongWith(request, asked, world);
  if (wrong !== undefined) return wrong;
  const person = world.people.find((each) => each.aadObjectId === asked['account']);
  if (person === undefined || (person.tenantId !== world.tenantId && person.userType !== 'Guest'))
    return aadsts(world, 50020, person?.mail ?? asked['account'] ?? '');
  if (!person.accountEnabled) return aadsts(world, 50057, person.mail);
  const code = randomBytes(32).toString('base64url');
  const now = world.now();
  world.signInCodes.push({
    code,
    appId: world.signIn.appId,
    redirectUri: asked['redirect_uri'] ?? '',
    scope: asked['scope'] ?? '',
    challenge: asked['code_challenge'] ?? null,
    nonce: asked['nonce'] ?? null,
    oid: person.aadObjectId,
    expiresAt: now + 600_000,
    used: false,
  });
  return goTo(asked, { code, session_state: randomBytes(16).toString('hex') });
}

function wrongWith({ params }: WireRequest, asked: Asked, world: World): WireReply | undefined {
  const tenant = params['tenant'] ?? '';
  if (!isTenant(world, tenant)) return aadsts(world, 90002, tenant);
  const { client_id: appId = '', redirect_uri: redirect = '' } = asked;
  if (appId === '') return aadsts(world, 900144, 'client_id');
  if (appId.toLowerCase() !== world.signIn.appId) return aadsts(world, 700016, appId);
  // Compared as they are, case and all; only localhost may differ in its port.
  if (!world.signIn.redirectUris.some((each) => each === redirect || isSameOnLocalhost(each, redirect)))
    return aadsts(world, 50011, redirect);
  return undefined;
}

function isSameOnLocalhost(registered: string, given: string): boolean {
  if (!URL.canParse(given)) return false;
  const [one, other] = [new URL(registered), new URL(given)];
  return [one, other].every(({ hostname }) => hostname === 'localhost') && one.pathname === other.pathname;
}

/** Errors that are told to the application: it can do something about them. */
function refusedBack(asked: Asked): Record<string, string> | undefined {
  const is = (error: string, error_description: string): Record<string, string> => ({ error, error_description });
  if (asked['response_type'] !== 'code')
    return is('unsupported_response_type', 'AADSTS700054: response_type is not enabled for the application.');
  if (!(asked['scope'] ?? '').split(' ').includes('openid'))
    return is('invalid_request', "AADSTS900144: The request must contain the scope 'openid'.");
  if (asked['code_challenge'] !== undefined && asked['code_challenge_method'] !== 'S256')
    return is('invalid_request', 'AADSTS90023: Only the code challenge method S256 is taken here.');
  if (asked['prompt'] === 'none')
    return is('login_required', 'AADSTS50058: A silent sign-in request was sent but no user is signed in.');
  return undefined;
}

function goTo(asked: Asked, answer: Record<string, string>): WireReply {
  const to = new URL(asked['redirect_uri'] ?? '');
  const state = asked['state'];
  for (const [name, value] of Object.entries({ ...answer, ...(state === undefined ? {} : { state }) }))
    to.searchParams.set(name, value);
  return { status: 302, headers: { location: to.href, 'cache-control': 'no-store' } };
}

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const page = (body: string): WireReply => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in – sandbox</title><style>
:root{color-scheme:light dark}body{font:16px system-ui;margin:12vh auto;max-width:22rem;padding:0 1rem}
form{display:grid;gap:.5rem}button{font:inherit;text-align:left;padding:.7rem 1rem;border:1px solid #8888;border-radius:.5rem;background:none;cursor:pointer}
button:hover,button:focus-visible{border-color:#0a66c2;outline:2px solid #0a66c2}
</style>${body}</html>`,
});
