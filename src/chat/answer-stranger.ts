import type { DirectoryPeople } from '../people/port-directory-people.ts';
import { askInTeams } from '../people/link-by-teams.ts';
import { newTicket } from '../people/sign-in.ts';
import type { SlackUser } from '../people/slack-user.ts';
import { toast } from './answers.ts';
import type { ChatDeps } from './deps.ts';
import { refreshLink } from './refresh-links.ts';
import type { Reply } from './reply.ts';

/** Somebody of the workspace nobody in the organisation is known for yet. `say`: why, in a sentence. `action`: a button of `link-needed`. */
export type Stranger = { user: SlackUser; say: string; action?: string };
export type AnswerStranger = (stranger: Stranger) => Promise<Reply>;

type Deps = Pick<ChatDeps, 'transact' | 'clock'> & {
  people: DirectoryPeople;
  /** Base address of the sign-in pages; null where nobody can sign in. */
  signInAt: string | null;
};

/** How an account gets linked: by the person's sign-in with Entra, or by their yes in Teams. Nothing else is done for a stranger. */
export function createAnswerStranger(deps: Deps): AnswerStranger {
  return async ({ user, say, action }) => {
    if (action === 'link-sign-in') return signIn(deps, user);
    if (action === 'link-in-teams') return inTeams(deps, user);
    const view = { view: 'link-needed', say, byEntra: deps.signInAt !== null, byTeams: user.email !== null } as const;
    return { type: 'message', view };
  };
}

async function signIn({ transact, clock, signInAt }: Deps, user: SlackUser): Promise<Reply> {
  if (signInAt === null) return toast('Signing in is not set up here. Ask IT, or let Sendpass ask you in Teams.');
  const token = await transact((repos) => newTicket(repos, { for: 'link', user }, clock.now()));
  const url = `${signInAt}/sign-in?ticket=${token}`;
  return { type: 'message', view: { view: 'link-open', url, accountName: user.name } };
}

async function inTeams({ transact, clock, people }: Deps, user: SlackUser): Promise<Reply> {
  const person = user.email === null ? undefined : await people.byEmail(user.email);
  if (!person || !person.enabled || person.guest)
    return toast('Nobody in your organisation signs in with the address of your Slack account. Ask IT.');
  const asked = await transact(async (repos) => {
    const link = await askInTeams(repos, { user, personId: person.objectId.toLowerCase() }, clock.now());
    if (link) await refreshLink(repos, link);
    return link;
  });
  if (!asked) return toast('The person with this address said that this account is not theirs. Ask IT.');
  return toast('Sendpass asks you in Teams now. Answer there, then come back.');
}
