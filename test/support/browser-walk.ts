/** A browser without a screen: cookies of one host, redirects one by one, and the forms of the last page. */
export function browserWalk() {
  const jar = new Map<string, string>();
  let at = new URL('http://localhost/');
  let html = '';
  let status = 0;

  async function go(to: string, init: RequestInit = {}): Promise<void> {
    at = new URL(to, at);
    const headers = new Headers(init.headers);
    const cookies = [...jar]
      .filter(([key]) => key.startsWith(`${at.host} `))
      .map(([key, value]) => `${key.split(' ')[1]}=${value}`);
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
    const reply = await fetch(at, { ...init, headers, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/i.test(line)) jar.delete(`${at.host} ${name}`);
      else jar.set(`${at.host} ${name}`, value);
    }
    const location = reply.headers.get('location');
    if (location !== null) return go(location);
    status = reply.status;
    html = await reply.text();
  }

  /** Sends the page's form with what its button adds. `origin`: where the form pretends to have been. */
  function submit(pressed: Record<string, string> = {}, origin = at.origin): Promise<void> {
    const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? '';
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const fields = new URLSearchParams();
    for (const [, name = '', value = ''] of hidden) fields.set(unescape(name), unescape(value));
    for (const [name, value] of Object.entries(pressed)) fields.set(name, value);
    return go(action, { method: 'POST', body: fields, headers: { origin } });
  }

  return { go, submit, page: () => ({ status, title: /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? html, html, url: at.href }) };
}

const unescape = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
