import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Json, SandboxProcess } from './sandbox.ts';

// Looks for secrets wherever they must not be. It knows every value: the sandbox handed them out, or the bot put them on a card.

export type Needle = { name: string; value: string };
export type Place = { name: string; bytes: Buffer };
export type Finding = { place: string; needle: string; form: string };

/** All the ways a value may have been written down. Base64 in its three alignments: the value may stand anywhere in what was encoded. */
export function formsOf(value: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const add = (name: string, bytes: Buffer | string): void => {
    const as = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    if (as.length >= 4) forms.set(name, as);
  };
  add('raw', value);
  for (const pad of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(pad), Buffer.from(value, 'utf8')]);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    // The first and last characters also hold bits of the neighbours.
    const core = whole.slice(Math.ceil((pad * 8) / 6), Math.floor((bytes.length * 8) / 6));
    add(`base64+${pad}`, core);
    add(`base64url+${pad}`, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  add('url', encodeURIComponent(value));
  add(
    'url-strict',
    encodeURIComponent(value).replace(/[!'()*~._-]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  add('form', new URLSearchParams({ v: value }).toString().slice(2));
  add('json', JSON.stringify(value).slice(1, -1));
  add('json-twice', JSON.stringify(JSON.stringify(value)).slice(3, -3));
  add('html', value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
  add('hex', Buffer.from(value, 'utf8').toString('hex'));
  add('utf16le', Buffer.from(value, 'utf16le'));
  add('utf16be', Buffer.from(value, 'utf16le').swap16());
  return forms;
}

type Wanted = { needle: string; form: string; bytes: Buffer };

/** Every needle in every form in every place, in one pass over the bytes: a crowd has hundreds of needles. */
export function scan(places: Place[], needles: Needle[]): Finding[] {
  const byStart = new Map<number, Wanted[]>();
  const starts = new Uint8Array(1 << 22);
  for (const needle of needles)
    for (const [form, bytes] of formsOf(needle.value)) {
      const start = bytes.readUInt32BE(0);
      starts[slot(start)] = 1;
      byStart.set(start, [...(byStart.get(start) ?? []), { needle: needle.name, form, bytes }]);
    }
  return places.flatMap((place) => scanOne(place, starts, byStart));
}

const slot = (start: number): number => Math.imul(start, 2654435761) >>> 10;

function scanOne({ name, bytes }: Place, starts: Uint8Array, byStart: Map<number, Wanted[]>): Finding[] {
  const found = new Map<string, Finding>();
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    start = ((start << 8) | (bytes[at] ?? 0)) >>> 0;
    if (at < 3 || starts[slot(start)] === 0) continue;
    for (const each of byStart.get(start) ?? []) {
      const from = at - 3;
      if (
        from + each.bytes.length > bytes.length ||
        bytes.compare(each.bytes, 0, each.bytes.length, from, from + each.bytes.length) !== 0
      )
        continue;
      // One value looks the same in several forms: the first says enough.
      if (!found.has(each.needle)) found.set(each.needle, { place: name, needle: each.needle, form: each.form });
    }
  }
  return [...found.values()];
}

/** A bearer token is a secret whoever issued it: three parts, the first two JSON. */
export function tokensIn({ name, bytes }: Place): Finding[] {
  const found = bytes.toString('latin1').match(/eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/);
  return found ? [{ place: name, needle: 'a bearer token', form: 'raw' }] : [];
}

/** Every file below a folder, as bytes: the embedded database's pages and its log included. */
export function filesIn(dir: string): Place[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: `file ${relative(dir, path)}`, bytes: readFileSync(path) };
    });
}

/** What went between bot and chat, without the answer that opens a reveal dialog: the one place where a secret may be. */
export function exchangesOf(requests: Json[]): Place[] {
  return requests.map((each, at) => {
    const isReveal =
      each['neighbour'] === 'bot' &&
      each['requestBody']?.['name'] === 'task/fetch' &&
      each['requestBody']?.['value']?.['data']?.['action'] === 'reveal';
    const { responseBody, ...rest } = isSlackReveal(each) ? { ...each, requestBody: null, responseBody: null } : each;
    const name = `exchange ${at} ${each['neighbour']} ${each['method']} ${each['url']}`;
    const text = JSON.stringify(isReveal ? rest : { ...rest, responseBody });
    // Once as sent, once as a reader sees it: Markdown escapes punctuation, and not all of it.
    return { name, bytes: Buffer.from(`${text}\n${text.replaceAll('\\', '')}`) };
  });
}

/** The same in Slack: a window of text alone, filled after it was opened. Nothing of it ever comes back in a payload. */
function isSlackReveal(each: Json): boolean {
  if (each['neighbour'] !== 'slack' || !String(each['url']).endsWith('/api/views.update')) return false;
  const words = JSON.stringify(each['requestBody']);
  return (
    /Credentials for/.test(words) &&
    !/type\\*":\\*"(input|actions|button)/.test(words) &&
    !/submit\\*":\\*\{/.test(words)
  );
}

/** Client secrets the sandbox handed out, Sendpass' own among them. */
export const secretNeedles = async (sandbox: SandboxProcess): Promise<Needle[]> =>
  (await sandbox.secrets()).map((value, at) => ({ name: `secret ${at} (${value.slice(0, 3)}…)`, value }));

/** Tokens of Reveal buttons: on the owner's card and in the click, and nowhere else. */
export function revealTokens(requests: Json[]): Needle[] {
  const found = JSON.stringify(
    requests.filter((each) => ['connector', 'slack'].includes(String(each['neighbour']))),
  ).matchAll(/token\\*":\\*"([\w-]{43})\\*"/g);
  return [...new Set([...found].map((each) => each[1] ?? ''))].map((value, at) => ({
    name: `reveal token ${at}`,
    value,
  }));
}
