import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignInDoor, SignInPage } from '../../src/people/port-sign-in-door.ts';
import { readForm } from './read-form.ts';
import type { HttpRoute } from './server.ts';
import { signInHtml } from './sign-in-html.ts';

const cookieName = 'sendpass-sign-in';

/**
 * The pages where a person signs in with Entra. A GET changes nothing but the way back from the directory, which its state proves: programs
 * that look at links in chats open them too. The cookie goes with requests of other sites only where one comes back from a sign-in (Lax).
 */
export function signInRoutes(door: SignInDoor, publicUrl: string): HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/sign-in',
      async raw(request, response) {
        const ticket = queryOf(request).get('ticket') ?? '';
        show(response, await door.look(ticket), ticket);
      },
    },
    {
      method: 'POST',
      path: '/sign-in/start',
      async raw(request, response) {
        if (isForeign(request, publicUrl)) return show(response, foreign);
        const form = await readForm(request, 4_096);
        const begun = await door.begin(form?.get('ticket') ?? '');
        if ('page' in begun) return show(response, begun);
        redirect(response, begun.goTo, cookie(publicUrl, begun.browser, 600));
      },
    },
    {
      method: 'GET',
      path: '/sign-in/callback',
      async raw(request, response) {
        const query = queryOf(request);
        const answer = { browser: cookieOf(request), state: query.get('state') ?? '', code: query.get('code') };
        show(response, await door.returned(answer));
      },
    },
    {
      method: 'POST',
      path: '/sign-in/answer',
      async raw(request, response) {
        if (isForeign(request, publicUrl)) return show(response, foreign);
        const form = await readForm(request, 4_096);
        const answer = {
          browser: cookieOf(request),
          proof: form?.get('proof') ?? '',
          yes: form?.get('answer') === 'yes',
        };
        response.setHeader('set-cookie', cookie(publicUrl, '', 0));
        show(response, await door.answer(answer));
      },
    },
  ];
}

const show = (response: ServerResponse, page: SignInPage, ticket = ''): void =>
  send(response, page.page === 'refused' ? 403 : 200, { page, ticket });

const foreign: SignInPage = {
  page: 'refused',
  title: 'This did not come from the sign-in page',
  text: 'Nothing was changed. Ask for a new link in the chat.',
};

const queryOf = (request: IncomingMessage): URLSearchParams =>
  new URL(request.url ?? '/', 'http://localhost').searchParams;

/** Browsers say where a form was sent from. */
const isForeign = ({ headers }: IncomingMessage, publicUrl: string): boolean =>
  headers.origin !== undefined && headers.origin !== new URL(publicUrl).origin;

const cookie = (publicUrl: string, value: string, maxAge: number): string =>
  `${cookieName}=${value}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${publicUrl.startsWith('https:') ? '; Secure' : ''}`;

function cookieOf({ headers }: IncomingMessage): string {
  const found = (headers.cookie ?? '').split('; ').find((each) => each.startsWith(`${cookieName}=`));
  return found?.slice(cookieName.length + 1) ?? '';
}

function redirect(response: ServerResponse, to: string, cookie: string): void {
  response.writeHead(303, { location: to, 'set-cookie': cookie, 'cache-control': 'no-store', 'content-length': 0 });
  response.end();
}

function send(response: ServerResponse, status: number, shown: { page: SignInPage; ticket: string }): void {
  const html = signInHtml(shown);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // No `form-action`: browsers apply it to the redirect to the directory's sign-in too.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  });
  response.end(html);
}
