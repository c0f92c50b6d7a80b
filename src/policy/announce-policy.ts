import type { Audit } from '../audit/port-audit.ts';
import { canonical } from '../audit/hash-chain.ts';
import type { Settings } from '../shared/port-settings.ts';
import { diffPolicy } from './diff-policy.ts';
import type { PolicyChange } from './diff-policy.ts';

export type PolicyNews = { no: number; changes: PolicyChange[] };

/**
 * What changed since the policy that was told last; null when nothing did, and at the very first start, where there is nothing to compare. `policy`: as
 * `policyText` wrote it. Runs in a job of which one is at work at a time, so that instances that start together tell it once.
 */
export async function announcePolicy(
  repos: { settings: Settings; audit: Audit },
  { policy, waiting }: { policy: string; waiting: number },
): Promise<PolicyNews | null> {
  const kept = await repos.settings.get('policy-announced');
  // Ours, written below.
  const before = kept && (JSON.parse(kept.value) as { no: number; policy: unknown });
  const after: unknown = JSON.parse(policy);
  const changes = before ? diffPolicy(before.policy, after) : [];
  if (before && changes.length === 0) return null;
  const no = (before?.no ?? 0) + 1;
  await repos.settings.set('policy-announced', JSON.stringify({ no, policy: after }));
  await repos.audit.append({
    type: 'policy-changed',
    actor: 'sendpass',
    subject: `policy:${no}`,
    data: { changes, waiting, first: !before },
  });
  return before ? { no, changes } : null;
}

/** The same text for the same policy, whatever the order of its keys. */
export const policyText = (policy: unknown): string => canonical(JSON.parse(JSON.stringify(policy)));
