import { createHash } from 'node:crypto';
import { announcePolicy, policyText } from '../policy/announce-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { ChatDeps } from './deps.ts';
import { approvalsChannel } from './destinations.ts';
import { ensure, showAll } from './refresh-cards.ts';
import type { Repos } from './repos.ts';

/** At every start: a policy that is not the one told last is told. The text goes along, since another instance may do it. */
export async function askToTellPolicy({ jobs }: Pick<Repos, 'jobs'>, policy: Policy): Promise<void> {
  const text = policyText(policy);
  const key = createHash('sha256').update(text).digest('hex').slice(0, 32);
  await jobs.enqueue({ name: 'announce-policy', key, data: { policy: text } });
}

/** Job: one card with what changed, in the approvals channel. Without a channel the audit log alone has it. */
export const tellPolicy = ({ transact }: Pick<ChatDeps, 'transact'>, { policy }: { policy: string }): Promise<void> =>
  transact(async (repos) => {
    const waiting = (await repos.requests.listByState('pending', 1000)).length;
    const news = await announcePolicy(repos, { policy, waiting });
    const channel = await approvalsChannel(repos);
    if (!news || !channel) return;
    await showAll(repos, [await ensure(repos, { about: 'policy', no: news.no, show: 'policy-change' }, channel, null)]);
  });
