import type { PolicyChange } from '../../policy/diff-policy.ts';
import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

/** What changed, as the audit log has it. */
export async function policyChangeView(
  repos: Pick<Repos, 'audit'>,
  { no }: CardMatter & { about: 'policy' },
): Promise<View | null> {
  const [event] = await repos.audit.list({ subject: `policy:${no}`, limit: 1 });
  if (!event) return null;
  // As announcePolicy wrote it.
  const { changes, waiting } = event.data as { changes: PolicyChange[]; waiting: number };
  return { view: 'policy-change', at: event.at, changes, waiting };
}
