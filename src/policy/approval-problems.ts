import { z } from 'zod';
import { ruleSchema, stageSchema } from './approval.ts';
import type { PolicyError } from './parse-policy.ts';
import { groups, namedPeople } from './values.ts';
import type { PeopleGroup } from './values.ts';

/**
 * What the shape alone does not show: a quorum nobody can reach, a stage that is not there. Looked at piece by piece in the file as it was
 * read, so that these come together with the other mistakes, not after them.
 */
export function approvalProblems(json: unknown): PolicyError[] {
  const file = loose(json);
  const approval = loose(file['approval']);
  const approvers = read(groups, file['approvers']);
  const stages = list(approval['stages']);
  const first = stages.length > 0 ? read(stageSchema, stages[0])?.approvers : approvers;
  const problems = stages.flatMap((each, no) => stageProblems(each, `approval.stages[${no}]`));
  for (const [no, each] of list(approval['rules']).entries()) {
    const path = `approval.rules[${no}]`;
    const rule = read(ruleSchema, each);
    problems.push(...list(loose(each)['stages']).flatMap((one, at) => stageProblems(one, `${path}.stages[${at}]`)));
    if (rule?.quorum === undefined) continue;
    const named = stages.map((one) => read(stageSchema, one)).find((one) => one?.name === rule.stage);
    if (rule.stage !== undefined && !named && !(stages.length === 0 && rule.stage === 'Approval'))
      problems.push({
        path: `${path}.stage`,
        message: `names "${rule.stage}", and approval.stages has no such stage`,
        fix: 'Write the name of one of approval.stages, or leave it out for the first.',
      });
    else problems.push(...unreachable(rule.quorum, named?.approvers ?? first, path));
  }
  return problems;
}

function stageProblems(json: unknown, path: string): PolicyError[] {
  const stage = read(stageSchema, json);
  return stage ? unreachable(stage.quorum, stage.approvers, path) : [];
}

function unreachable(quorum: number, approvers: readonly PeopleGroup[] | undefined, path: string): PolicyError[] {
  const people = approvers && namedPeople(approvers);
  if (!people || people.length >= quorum) return [];
  const who = people.length === 1 ? '1 person is' : `${people.length} people are`;
  return [
    {
      path: `${path}.quorum`,
      message: `asks for ${quorum} approvals, but ${who} named: nothing could ever be approved`,
      fix: 'Lower the quorum, or name more people or a group.',
    },
  ];
}

const loose = (json: unknown): Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.fromEntries(Object.entries(json)) : {};

const list = (json: unknown): unknown[] => (Array.isArray(json) ? json : []);

function read<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> | undefined {
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}
