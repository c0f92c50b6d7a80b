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
  add('url-strict', encodeURIComponent(value).replace(/[!'()*~._-]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
  add('form', new URLSearchParams({ v: value }).toString().slice(2));
  add('json', JSON.stringify(value).slice(1, -1));
  add('json-twice', JSON.stringify(JSON.stringify(value)).slice(3, -3));
  add('markdown', value.replace(/[\\`*_{}[\]()#+\-.!<>~|]/g, '\\$&'));
  add('html', value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
  add('hex', Buffer.from(value, 'utf8').toString('hex'));
  add('utf16le', Buffer.from(value, 'utf16le'));
  add('utf16be', Buffer.from(value, 'utf16le').swap16());
  return forms;
}

/** Every needle in every form in every place. Forms that are the same text are looked for once. */
export function scan(places: Place[], needles: Needle[]): Finding[] {
  const wanted = needles.map((needle) => {
    const forms = new Map<string, { form: string; bytes: Buffer }>();
    for (const [form, bytes] of formsOf(needle.value)) {
      const key = bytes.toString('latin1');
      if (!forms.has(key)) forms.set(key, { form, bytes });
    }
    return { needle: needle.name, forms: [...forms.values()] };
  });
  return places.flatMap(({ name, bytes }) =>
    wanted.flatMap(({ needle, forms }) =>
      forms.flatMap((each) => (bytes.includes(each.bytes) ? [{ place: name, needle, form: each.form }] : [])),
    ),
  );
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
    const { responseBody, ...rest } = each;
    const name = `exchange ${at} ${each['neighbour']} ${each['method']} ${each['url']}`;
    return { name, bytes: Buffer.from(JSON.stringify(isReveal ? rest : { ...rest, responseBody })) };
  });
}

/** Client secrets the sandbox handed out, Sendpass' own among them. */
export const secretNeedles = async (sandbox: SandboxProcess): Promise<Needle[]> =>
  (await sandbox.secrets()).map((value, at) => ({ name: `secret ${at} (${value.slice(0, 3)}…)`, value }));

/** Tokens of Reveal buttons: on the owner's card and in the click, and nowhere else. */
export function revealTokens(requests: Json[]): Needle[] {
  const found = JSON.stringify(requests.filter((each) => each['neighbour'] === 'connector')).matchAll(
    /"token":"([\w-]{43})"/g,
  );
  return [...new Set([...found].map((each) => each[1] ?? ''))].map((value, at) => ({ name: `reveal token ${at}`, value }));
}
