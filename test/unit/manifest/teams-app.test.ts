import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { colourPixel, outlinePixel, png } from '../../../manifest/teams/draw-icons.ts';
import { packageApp } from '../../../manifest/teams/package-app.ts';
import { readSettings } from '../../../manifest/settings.ts';
import type { ManifestSettings } from '../../../manifest/settings.ts';

// The part of the Teams manifest schema 1.30 that Sendpass uses (microsoft/json-schemas, teams/v1.30/MicrosoftTeams.schema.json): every object there
// refuses keys it does not know, so these do too.
const guid = z.string().regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/);
const anyHttpUrl = z
  .string()
  .max(2048)
  .regex(/^[Hh][Tt][Tt][Pp][Ss]?:\/\//);
const scope = z.enum(['team', 'personal', 'groupChat', 'copilot']);
const command = z.strictObject({ title: z.string().max(128), description: z.string().max(4000) });
const schema = z.strictObject({
  $schema: z.literal('https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json'),
  manifestVersion: z.literal('1.30'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  developer: z.strictObject({
    name: z.string().max(32),
    websiteUrl: anyHttpUrl,
    privacyUrl: anyHttpUrl,
    termsOfUseUrl: anyHttpUrl,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().max(80), full: z.string().max(4000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  defaultInstallScope: z.enum(['personal', 'team', 'groupChat', 'meetings', 'copilot']),
  defaultGroupCapability: z.strictObject({
    team: z.enum(['tab', 'bot', 'connector']),
    groupchat: z.enum(['tab', 'bot', 'connector']),
  }),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes: z.array(scope).max(4),
        isNotificationOnly: z.boolean(),
        supportsFiles: z.boolean(),
        supportsCalling: z.boolean(),
        supportsVideo: z.boolean(),
        commandLists: z
          .array(z.strictObject({ scopes: z.array(scope).max(4), commands: z.array(command).max(12) }))
          .max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])).max(2),
  validDomains: z.array(z.string().max(2048)).max(100),
});

const env = { BOT_APP_ID: '11111111-2222-4333-8444-555555555555', PUBLIC_URL: 'https://sendpass.contoso.com/' };
const settings = (args: string[] = [], over: Record<string, string> = {}): ManifestSettings => {
  const read = readSettings({ ...env, ...over }, args, '1.2.3');
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return read;
};
const filesOf = (made: ManifestSettings): Record<string, Uint8Array> => unzipSync(packageApp(made));
const manifestOf = (made: ManifestSettings) =>
  schema.parse(JSON.parse(strFromU8(filesOf(made)['manifest.json'] ?? new Uint8Array())));

test('the package is what Teams takes: schema 1.30, both icons, nothing else, no folder', () => {
  expect(Object.keys(filesOf(settings()))).toEqual(['manifest.json', 'color.png', 'outline.png']);
  expect(manifestOf(settings())).toMatchObject({
    version: '1.2.3',
    bots: [{ botId: env.BOT_APP_ID, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true }],
    validDomains: ['sendpass.contoso.com'],
  });
});

test('names at their longest still fit', () => {
  const long = manifestOf(settings(['--name', 'n'.repeat(30), '--company', 'c'.repeat(32)]));
  expect(long.name.full).toContain('n'.repeat(30));
});

test('every scope has its commands', () => {
  const [bot] = manifestOf(settings()).bots;
  const listed = (bot?.commandLists ?? []).flatMap((list) => list.scopes);
  expect(listed.toSorted()).toEqual([...(bot?.scopes ?? [])].toSorted());
});

test('the same bot is the same app, with the same bytes; another bot is another app', () => {
  expect(packageApp(settings())).toEqual(packageApp(settings()));
  const other = settings([], { BOT_APP_ID: '22222222-2222-4333-8444-555555555555' });
  expect(manifestOf(other).id).not.toBe(manifestOf(settings()).id);
  expect(manifestOf(settings(['--name', 'Sendpass test'])).id).toBe(manifestOf(settings()).id);
});

describe('what is wrong is named, all of it at once', () => {
  test.each([
    [{ BOT_APP_ID: '' }, [], ['BOT_APP_ID']],
    [{ BOT_APP_ID: 'bot', PUBLIC_URL: 'http://sendpass.contoso.com' }, [], ['BOT_APP_ID', 'PUBLIC_URL']],
    [{ PUBLIC_URL: 'https://localhost' }, [], ['PUBLIC_URL']],
    [{}, ['--name', 'n'.repeat(31), '--privacy', 'ftp://contoso.com'], ['--name', '--privacy']],
    [{}, ['--nmae', 'x'], ['flags']],
  ])('%j %j', (over, args, keys) => {
    const read = readSettings({ ...env, ...over }, args, '1.2.3');
    expect(Array.isArray(read) && read.map((each) => each.key)).toEqual(keys);
  });
});

describe('icons', () => {
  const read = (name: string): Buffer =>
    readFileSync(join(import.meta.dirname, '../../../manifest/teams', `${name}.png`));

  test.each([
    ['color', 192, colourPixel],
    ['outline', 32, outlinePixel],
  ] as const)('%s.png is the drawing, %i pixels square', (name, size, drawing) => {
    const { width, height, pixels } = decoded(read(name));
    expect([width, height]).toEqual([size, size]);
    // Pixels, not bytes: another zlib packs the same picture otherwise.
    expect(pixels.equals(decoded(png(size, drawing)).pixels)).toBe(true);
  });

  test('the outline is white on nothing, as Teams asks', () => {
    const { pixels } = decoded(read('outline'));
    const colours = new Set<string>();
    const alphas = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4) {
      colours.add(pixels.subarray(at, at + 3).toString('hex'));
      alphas.add(pixels[at + 3] ?? 0);
    }
    expect([...colours]).toEqual(['ffffff']);
    expect([alphas.has(0), alphas.has(255)]).toEqual([true, true]);
  });
});

/** Of a PNG without filters, which is how ours are written; each chunk's checksum is held. */
function decoded(file: Buffer): { width: number; height: number; pixels: Buffer } {
  const parts: Buffer[] = [];
  let header = Buffer.alloc(0);
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const [type, data] = [file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + length)];
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)));
    if (type === 'IHDR') header = Buffer.from(data);
    if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([...header.subarray(8)]).toEqual([8, 6, 0, 0, 0]);
  const rows = inflateSync(Buffer.concat(parts));
  const lines = Array.from({ length: height }, (_, y) => rows.subarray(y * (width * 4 + 1), (y + 1) * (width * 4 + 1)));
  expect(lines.every((line) => line[0] === 0)).toBe(true);
  return { width, height, pixels: Buffer.concat(lines.map((line) => line.subarray(1))) };
}
