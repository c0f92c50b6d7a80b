import { confirmInTeams } from '../../people/link-by-teams.ts';
import { endLink } from '../../people/suspend-link.ts';
import type { Handler } from '../actions.ts';
import { toast } from '../answers.ts';
import { refreshLink } from '../refresh-links.ts';

/** The person's yes. Only from Teams: an account cannot say by itself whose it is. */
export const linkConfirm: Handler = (deps, { actor, platform }, values) => {
  if (platform !== 'teams') return Promise.resolve(toast('Answer this in Teams. Nothing was changed.'));
  return deps.transact(async (repos) => {
    const wish = { account: values['account'] ?? '', personId: actor.id };
    const outcome = await confirmInTeams(repos, wish, deps.clock.now());
    if (typeof outcome === 'string') return toast(outcome);
    await refreshLink(repos, outcome);
    return toast('Linked. What that account does in Slack counts as yours from now on.');
  });
};

/** No, or not any more: good from either side, since it only takes away. */
export const linkEnd: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const account = values['account'] ?? '';
    const known = await repos.links.get(account);
    const why = known?.state === 'asked' ? 'not-mine' : 'taken-back';
    const outcome = await endLink(repos, { account, personId: actor.id, why }, deps.clock.now());
    if (!outcome) return toast('That account is not linked to you. Nothing was changed.');
    await refreshLink(repos, outcome);
    return toast('That account speaks for you no more.');
  });
