import type { SignInPage } from '../../src/people/port-sign-in-door.ts';

/** The page as HTML: no script, nothing loaded from anywhere, light and dark. */
export function signInHtml({ page, ticket }: { page: SignInPage; ticket: string }): string {
  const { title, body } = partsOf(page, ticket);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Sendpass</title><style>${style}</style></head>
<body><main><p class="brand">Sendpass</p><h1>${escape(title)}</h1>${body}</main></body></html>`;
}

function partsOf(page: SignInPage, ticket: string): { title: string; body: string } {
  switch (page.page) {
    case 'begin':
      return { title: page.forLink ? 'Link your Slack account' : 'Show that it is you', body: begin(page, ticket) };
    case 'confirm':
      return { title: 'Are both of these you?', body: confirm(page) };
    case 'done':
    case 'refused':
      return { title: page.title, body: `<p>${escape(page.text)}</p>` };
  }
}

function begin(page: SignInPage & { page: 'begin' }, ticket: string): string {
  const whose = page.forLink
    ? `<dl><dt>Slack account</dt><dd>${account(page.accountName, page.accountEmail)}</dd></dl>
<p>Is it yours? Then sign in with your work account. If somebody sent you this link, close this page.</p>`
    : '<p>Sign in once more with your work account, then press the button in the chat again.</p>';
  return `${whose}<form method="post" action="/sign-in/start"><input type="hidden" name="ticket" value="${escape(ticket)}">
<button class="main">Go to the sign-in</button></form>`;
}

const confirm = (page: SignInPage & { page: 'confirm' }): string => `<dl>
<dt>Slack account</dt><dd>${account(page.accountName, page.accountEmail)}</dd>
<dt>Work account</dt><dd>${account(page.personName, page.personEmail)}</dd></dl>
<p>What this Slack account does in Sendpass will count as yours: requests, decisions, seeing credentials.</p>
<form method="post" action="/sign-in/answer"><input type="hidden" name="proof" value="${escape(page.proof)}">
<button name="answer" value="no">No, somebody sent me this link</button>
<button class="main" name="answer" value="yes">Yes, both are me</button></form>`;

const account = (name: string, email: string | null): string =>
  `<b><bdi>${escape(name)}</bdi></b>${email === null ? '' : `<br><bdi>${escape(email)}</bdi>`}`;

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark;--line:#8a8a8a66;--main:#0b5cad;--text:#1d1d1f;--back:#fafafa}
@media (prefers-color-scheme:dark){:root{--main:#6cb2ff;--text:#f0f0f2;--back:#1b1b1e}}
body{margin:0;background:var(--back);color:var(--text);font:17px/1.5 system-ui,sans-serif}
main{max-width:27rem;margin:12vh auto;padding:0 1.25rem}.brand{margin:0;opacity:.7;font-weight:600}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 1.2rem}
dl{border:1px solid var(--line);border-radius:.6rem;padding:.4rem 1rem;margin:0 0 1.2rem}
dt{opacity:.7;font-size:.85rem;margin-top:.6rem}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:1.4rem}
button{font:inherit;padding:.6rem 1.1rem;border-radius:.5rem;border:1px solid var(--line);background:none;color:inherit;cursor:pointer}
button.main{background:var(--main);border-color:var(--main);color:var(--back);font-weight:600}
button:focus-visible{outline:3px solid var(--main);outline-offset:2px}`;
