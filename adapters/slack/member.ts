import { z } from 'zod';
import type { Person } from '../../src/people/person.ts';
import type { SlackUser } from '../../src/people/slack-user.ts';
import type { PersonOf } from '../../src/people/port-person-of.ts';
import { isFresh } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { SlackClient } from './client.ts';
import { slackError, translated } from './errors.ts';

const userSchema = z.object({
  id: z.string(),
  team_id: z.string(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_app_user: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  /** Of a shared channel: belongs to another workspace. */
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  real_name: z.string().nullish(),
  name: z.string().optional(),
  tz: z.string().nullish(),
  locale: z.string().nullish(),
  profile: z.object({ real_name: z.string().nullish(), email: z.string().nullish() }).optional(),
});
type User = z.infer<typeof userSchema>;

export type Member = { userId: string; person: Person; dm: string; locale: string; timeZone: string };
export type Looked =
  | { ok: true; member: Member }
  | {
      ok: false;
      why: 'guest' | 'deactivated' | 'foreign-workspace' | 'bot' | 'unknown-person' | 'not-linked' | 'suspended';
      say: string;
      /** Where linking the account would help. */
      user?: SlackUser;
    };

export type Members = {
  /** Throws SendpassError when Slack or the directory does not answer. */
  lookUp(userId: string): Promise<Looked>;
  /** Something about the account changed: it is asked anew. */
  forget(userId: string): void;
  /** Of those who were looked up here lately. */
  userOf(personId: string): string | undefined;
};

const tenMinutes = 600_000;
const keepAtMost = 20_000;

/**
 * Who is this? Asked of Slack itself, because a delivery says nothing of guests and closed accounts; then of `personOf`. Kept ten minutes, less
 * where Slack tells that the account changed. Their private chat comes with it: cards go there.
 */
type Deps = {
  client: SlackClient;
  teamId: string;
  personOf: PersonOf;
  onDeactivated: (user: Pick<SlackUser, 'teamId' | 'userId'>) => Promise<void>;
};

export function createMembers(deps: Deps & { clock: Clock }): Members {
  const kept = new Map<string, { at: number; looked: Promise<Looked> }>();
  const users = new Map<string, string>();
  return {
    lookUp(userId) {
      const now = deps.clock.now().getTime();
      const found = kept.get(userId);
      if (found && isFresh(found.at, now, tenMinutes)) return found.looked;
      if (kept.size > keepAtMost) kept.clear();
      if (users.size > keepAtMost) users.clear();
      const looked = ask(deps, userId);
      kept.set(userId, { at: now, looked });
      // Neither a failure nor a refusal is kept: the account may be linked a moment later.
      looked.then(
        (answer) => (answer.ok ? users.set(answer.member.person.id, userId) : kept.delete(userId)),
        () => kept.delete(userId),
      );
      return looked;
    },
    forget: (userId) => void kept.delete(userId),
    userOf: (personId) => users.get(personId),
  };
}

async function ask(deps: Deps, userId: string): Promise<Looked> {
  const { client, teamId, personOf, onDeactivated } = deps;
  const user = await userOf(client, userId);
  if (!user) return refused('unknown-person');
  const why = whyNot(user, teamId);
  if (why === 'deactivated') await onDeactivated({ teamId, userId });
  if (why) return refused(why);
  const email = user.is_email_confirmed === false ? null : (user.profile?.email ?? null);
  const name = user.profile?.real_name || user.real_name || user.name || 'somebody';
  const asked = { teamId, userId, name, email };
  const [found, dm] = await Promise.all([
    personOf(asked),
    translated(() => client.conversations.open({ users: userId })),
  ]);
  if (!found.ok) return { ...found, user: asked };
  const member = { userId, person: found.person, dm: dm.channel?.id ?? '' };
  return { ok: true, member: { ...member, locale: user.locale ?? 'en-GB', timeZone: user.tz ?? 'UTC' } };
}

async function userOf(client: SlackClient, userId: string): Promise<User | null> {
  try {
    const { user } = await client.users.info({ user: userId, include_locale: true });
    const parsed = userSchema.safeParse(user);
    return parsed.success ? parsed.data : null;
  } catch (thrown) {
    const error = slackError(thrown);
    if (error.code === 'chat-unreachable') return null;
    throw error;
  }
}

function whyNot(user: User, teamId: string): keyof typeof refusals | null {
  if (user.deleted === true) return 'deactivated';
  if (user.is_bot === true || user.is_app_user === true || user.id === 'USLACKBOT') return 'bot';
  if (user.team_id !== teamId || user.is_stranger === true) return 'foreign-workspace';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : null;
}

const refusals = {
  guest: 'Guests cannot use Sendpass. Ask a colleague of this organisation to do it for you.',
  deactivated: 'This account is deactivated, so nothing was done.',
  'foreign-workspace': 'Sendpass works for the people of one workspace, and you belong to another.',
  bot: 'Sendpass answers people only.',
  'unknown-person': 'Slack does not know you as a member here, so nothing was done.',
};

const refused = (why: keyof typeof refusals): Looked => ({ ok: false, why, say: refusals[why] });
