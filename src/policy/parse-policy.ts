import type { z } from 'zod';
import { approvalProblems } from './approval-problems.ts';
import { policySchema } from './policy.ts';
import type { Policy } from './policy.ts';

/** `path` as it is written in the file: `approvers[0].people[1]`; `policy.json` for the file as a whole. */
export type PolicyError = { path: string; message: string; fix: string };
export type ParsedPolicy = { ok: true; policy: Policy } | { ok: false; errors: PolicyError[] };

/** `policy.json`, parsed from JSON: the policy, or every problem at once with where it stands and what to write instead. Never throws. */
export function parsePolicy(json: unknown): ParsedPolicy {
  const parsed = policySchema.safeParse(json);
  const beyond = approvalProblems(json);
  if (parsed.success) {
    const errors = [...approversNobodyKnows(parsed.data), ...beyond];
    return errors.length > 0 ? { ok: false, errors } : { ok: true, policy: parsed.data };
  }
  return { ok: false, errors: [...parsed.error.issues.flatMap((issue) => errorsOf(issue, [])), ...beyond] };
}

const fixes: Record<string, string> = {
  approvers: 'Name who decides: [{ "entraGroup": "<object id>" }] or [{ "people": ["<object id>"] }].',
  operators: 'Written like approvers; leave it out when there are none.',
  domains: 'List the domains senders may use, for example ["mail.contoso.com"].',
  exchange:
    'Write { "domains": ["contoso.com"], "outsideMailbox": "somebody@contoso.com" }; policy.example.json shows the rest. Leave it out without Exchange.',
  reservedLocalParts: 'List the parts before the @ that nobody may ask for, for example ["postmaster"].',
  maxSecretLifetime: 'Write a duration such as "P6M" or "P1Y".',
  pendingExpiry: 'Write a duration such as "P7D".',
  maxOpenRequests: 'Write a whole number, 1 or more; 10 when it is left out.',
  watch: 'Write { "every": "PT1H" }; an hour when it is left out.',
  revealWindow: 'Write a duration such as "P7D".',
  approval: 'docs/approval.md lists every rule of approval, with what may stand there.',
  timeZone: 'Write an IANA zone such as "Europe/Berlin".',
};

/** Groups of Slack have no members here yet: with nothing else, requests would come in that nobody may ever decide. */
function approversNobodyKnows({ approvers }: Policy): PolicyError[] {
  if (approvers.some((group) => !('slackGroup' in group))) return [];
  return [
    {
      path: 'approvers[0].slackGroup',
      message: 'Slack is not configured: nobody could approve, because no other approver is named',
      fix: 'Add [{ "entraGroup": "<object id>" }] or [{ "people": ["<object id>"] }] to approvers; the Slack group may stay.',
    },
  ];
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function errorsOf(issue: Issue, above: Path): PolicyError[] {
  const path = [...above, ...issue.path];
  // Of the three ways to name people, the one that comes nearest: its complaint is the useful one.
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.toSorted((a, b) => distance(a) - distance(b))[0] ?? [];
    return nearest.length > 0 ? nearest.flatMap((each) => errorsOf(each, path)) : [error(path, issue.message)];
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pathText([...path, key]),
      message: 'is not a rule Sendpass knows',
      fix: `Remove it or correct its spelling${path.length === 0 ? `: ${Object.keys(fixes).join(', ')}.` : '.'}`,
    }));
  return [error(path, issue.message)];
}

/** A wrong value inside the right shape is nearer than a wrong shape. */
const distance = (issues: readonly Issue[]): number =>
  Math.min(...issues.map((issue) => (issue.path.length > 1 ? 0 : 1))) + issues.length / 10 + unknownKeys(issues);

const unknownKeys = (issues: readonly Issue[]): number =>
  issues.some((issue) => issue.code === 'unrecognized_keys') ? 1 : 0;

const error = (path: Path, message: string): PolicyError => ({
  path: pathText(path),
  message,
  fix: fixes[String(path[0])] ?? 'policy.example.json shows every rule.',
});

const pathText = (path: Path): string =>
  path.length === 0
    ? 'policy.json'
    : path
        .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
        .join('');
