import { z } from 'zod';
import type { Person } from '../../src/people/person.ts';
import { isFresh } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { TeamsActivity } from './activity.ts';
import { requestOptions } from './connector.ts';
import type { Connect } from './connector.ts';
import { connectorError } from './errors.ts';

const memberSchema = z.object({
  name: z.string().optional(),
  // The connector has used both names for the same thing.
  aadObjectId: z.guid().optional(),
  objectId: z.guid().optional(),
  tenantId: z.guid().optional(),
  userRole: z.string().optional(),
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

export type Looked = { ok: true; person: Person } | { ok: false; why: 'guest' | 'foreign-tenant' | 'unknown-person' };
export type LookUp = (activity: TeamsActivity) => Promise<Looked>;

const tenMinutes = 600_000;
const keepAtMost = 20_000;

/**
 * Who is this? Asked of Teams itself, because an activity does not say whether its sender is a guest. Kept ten minutes: somebody turned
 * into a guest keeps acting as a member for that long; decisions check the approver group again at the click.
 * Throws SendpassError `retryable` when Teams does not answer.
 */
export function createLookUp(connect: Connect, tenantId: string, clock: Clock): LookUp {
  const kept = new Map<string, { at: number; looked: Promise<Looked> }>();
  const look = (activity: TeamsActivity): Promise<Looked> => {
    const key = activity.from.id;
    const now = clock.now().getTime();
    const found = kept.get(key);
    if (found && isFresh(found.at, now, tenMinutes)) return found.looked;
    if (kept.size > keepAtMost) kept.clear();
    const looked = ask(connect, tenantId, activity);
    kept.set(key, { at: now, looked });
    // A failed look-up is not an answer, and somebody who was not there yet may be a moment later.
    looked.then(
      (answer) => void (!answer.ok && answer.why === 'unknown-person' && kept.delete(key)),
      () => kept.delete(key),
    );
    return looked;
  };
  return async (activity) => {
    const looked = await look(activity);
    // The activity's own word for who it is must agree, where it has one.
    const said = activity.from.aadObjectId?.toLowerCase();
    if (looked.ok && said !== undefined && said !== looked.person.id) return { ok: false, why: 'unknown-person' };
    return looked;
  };
}

async function ask(connect: Connect, tenantId: string, activity: TeamsActivity): Promise<Looked> {
  const client = await connect(activity.serviceUrl);
  const place = activity.channelData?.team?.id ?? activity.conversation.id.split(';')[0] ?? '';
  try {
    const member: unknown = await client.conversations.getConversationMember(place, activity.from.id, requestOptions);
    return judge(member, tenantId, activity);
  } catch (thrown) {
    const error = connectorError(thrown);
    // 403 and 404: not a member of where it pretends to be.
    if (error.kind === 'denied') return { ok: false, why: 'unknown-person' };
    throw error;
  }
}

function judge(answer: unknown, tenantId: string, activity: TeamsActivity): Looked {
  const member = memberSchema.safeParse(answer);
  if (!member.success) return { ok: false, why: 'unknown-person' };
  const { data } = member;
  const objectId = (data.aadObjectId ?? data.objectId)?.toLowerCase();
  if (objectId === undefined) return { ok: false, why: 'unknown-person' };
  if ((data.tenantId ?? tenantId).toLowerCase() !== tenantId.toLowerCase()) return { ok: false, why: 'foreign-tenant' };
  // Invited accounts carry #EXT# in their sign-in name, whatever the role says.
  const guest = (data.userRole ?? 'user').toLowerCase() !== 'user' || /#EXT#/i.test(data.userPrincipalName ?? '');
  if (guest) return { ok: false, why: 'guest' };
  return {
    ok: true,
    person: {
      id: objectId,
      entraObjectId: objectId,
      tenantId: tenantId.toLowerCase(),
      name: data.name ?? activity.from.name ?? 'somebody',
      email: data.email ?? data.userPrincipalName ?? null,
    },
  };
}
