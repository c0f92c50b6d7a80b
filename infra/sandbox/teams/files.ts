// A person's OneDrive, as far as a bot sees it: a file attached in a private chat is stored there, and the message holds an address that
// opens it for a while without a further sign-in ("Send and receive files using bot"; the form of the addresses: Microsoft-Teams-Samples
// issue 1314, where phones send a sharing link that leads to a page).
import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Person } from '../world.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Activity } from './activity.ts';
import { teamsOf } from './state.ts';

export type Upload = { name: string; base64: string; link: boolean };
type Attachment = Record<string, unknown>;

/** "A few minutes" is all the documentation says. */
const OPEN_MS = 10 * 60_000;

/** Stores the file and gives the attachment that tells of it. */
export function keepFile(context: Context, person: Person, { name, base64, link }: Upload): Attachment {
  const uniqueId = randomUUID();
  const tempauth = `v1.${randomBytes(300).toString('base64url')}`;
  const endsAt = context.world.now() + OPEN_MS;
  teamsOf(context).files.set(uniqueId, { tempauth, bytes: Buffer.from(base64, 'base64'), opens: !link, endsAt });
  const folder = `${context.world.endpoints.sharepoint}/personal/${person.id}_contoso_com`;
  const query = `UniqueId=${uniqueId}&Translate=false&tempauth=${tempauth}`;
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: `${folder}/Documents/Microsoft%20Teams%20Chat%20Files/${encodeURIComponent(name)}`,
    name,
    content: {
      downloadUrl: `${folder}/_layouts/15/download.aspx?${query}`,
      uniqueId,
      fileType: name.split('.').at(-1) ?? '',
    },
  };
}

/** The file stands before the HTML copy of the text. */
export function withFile(activity: Activity, file: Attachment): Activity {
  const html = (activity['attachments'] ?? []) as Attachment[];
  return { ...activity, attachments: [file, ...(activity['text'] === '' ? [] : html)] };
}

export const sharepointRoutes: Route[] = [
  { method: 'GET', path: '/personal/:person/_layouts/15/download.aspx', handle: download },
];

/** A bearer token of another audience is refused even where the address alone would do. */
function download({ url, headers, context }: WireRequest): WireReply {
  const file = teamsOf(context).files.get(url.searchParams.get('UniqueId') ?? '');
  if (headers['authorization'] !== undefined) return { status: 401, body: '401 UNAUTHORIZED' };
  if (file === undefined) return { status: 404, body: '404 FILE NOT FOUND' };
  const good = url.searchParams.get('tempauth') === file.tempauth && context.world.now() < file.endsAt;
  if (!good) return { status: 401, body: '401 UNAUTHORIZED' };
  if (!file.opens)
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!DOCTYPE html><title>Sign in</title>',
    };
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.bytes };
}
