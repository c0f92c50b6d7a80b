import type { PeopleGroup } from '../policy/policy.ts';
import type { Stage, Terms } from '../policy/terms.ts';

// What happened to a request while it waits. Times are ISO 8601: it is kept as JSON.

export type Vote = { by: string; at: string; stage: number };

/** A question of an approver and its answer, once there is one. */
export type Remark = {
  no: number;
  by: string;
  at: string;
  text: string;
  answer: { by: string; at: string; text: string } | null;
};

/** One field that an approver changed; `field` as the form calls it. */
export type ApproverChange = { by: string; at: string; version: number; field: string; from: string; to: string };

export type Course = {
  /** Approvals of the present version; an edit empties it. */
  votes: Vote[];
  /** Everything was agreed, and a freeze keeps it from taking effect. */
  held: { until: string; freeze: string; by: string } | null;
  thread: Remark[];
  changes: ApproverChange[];
  /** Whom it was also put before, because nobody said a word; they may decide since. */
  escalated: { at: string; to: PeopleGroup[] }[];
  nudges: { by: string; at: string }[];
  /** Since when nobody said a word. */
  quietSince: string;
};

export const newCourse = (now: Date): Course => ({
  votes: [],
  held: null,
  thread: [],
  changes: [],
  escalated: [],
  nudges: [],
  quietSince: now.toISOString(),
});

type Deciding = { terms: Terms; course: Course };

/** Its stages; `approvers` = the policy's, for what was stored before rules were kept. */
export const stagesOf = ({ terms }: Pick<Deciding, 'terms'>, approvers: PeopleGroup[]): Stage[] =>
  terms.stages.length > 0 ? terms.stages : [{ name: 'Approval', approvers, quorum: 1, because: [] }];

export const votesIn = ({ course }: Pick<Deciding, 'course'>, stage: number): Vote[] =>
  course.votes.filter((vote) => vote.stage === stage);

/** The first stage that lacks approvals; `stages.length` when none does. */
export function stageNow(request: Deciding, stages: readonly Stage[]): number {
  const at = stages.findIndex((stage, no) => votesIn(request, no).length < stage.quorum);
  return at < 0 ? stages.length : at;
}

/** Who may decide in this stage: its own approvers, and everybody it was escalated to. */
export const decidersOf = ({ course }: Pick<Deciding, 'course'>, stage: Stage): PeopleGroup[] => [
  ...stage.approvers,
  ...course.escalated.flatMap((each) => each.to),
];
