import { DateTime, Duration } from 'luxon';
import type { Condition } from './approval.ts';
import type { Policy } from './policy.ts';
import type { PeopleGroup } from './values.ts';

export type Stage = {
  name: string;
  approvers: PeopleGroup[];
  quorum: number;
  /** Which rules asked for it, in words, for the card. */
  because: string[];
};

/** What is asked of one request, kept with it: a policy that changes later asks nothing else of what waits already. */
export type Terms = {
  /** In order. Empty: made before rules were kept; one of the policy's approvers decides. */
  stages: Stage[];
  escalation: { after: string; to: PeopleGroup[] }[];
  nudgeEvery: string;
  /** The rule that approves it without a person. */
  autoApprovedBy: string | null;
};

/** What conditions look at. */
export type Judged = {
  kind: string;
  perHour: number;
  perDay: number;
  recipients: 'internal' | 'external';
  relay: string;
  /** A name that looks like somebody's, or could not be compared. */
  impersonationRisk: boolean;
  /** Something on the card is not known, or needs a look: never approved without a person. */
  allChecked: boolean;
};

/** For what was stored before rules were kept, and where a test needs no more. */
export const plainTerms: Terms = { stages: [], escalation: [], nudgeEvery: 'PT4H', autoApprovedBy: null };

type Rules = Pick<Policy, 'approvers' | 'approval'>;

/** The rules that apply to this request now, added up: a quorum only rises, stages are only added, so that no rule weakens another. */
export function termsFor({ approvers, approval }: Rules, judged: Judged): Terms {
  const plain: Stage = { name: 'Approval', approvers, quorum: 1, because: [] };
  let stages: Stage[] = (approval.stages ?? [plain]).map((each) => ({ ...each, because: [] }));
  const applying = approval.rules.filter((rule) => applies(rule.when, judged));
  for (const rule of applying) {
    const because = rule.name ?? conditionText(rule.when);
    if (rule.quorum !== undefined) {
      const { quorum } = rule;
      const at = rule.stage === undefined ? 0 : stages.findIndex((each) => each.name === rule.stage);
      stages = stages.map((each, no) => (no === at && each.quorum < quorum ? raised(each, quorum, because) : each));
    }
    for (const stage of rule.stages ?? []) stages = withStage(stages, { ...stage, because: [because] });
  }
  const auto = approval.autoApprove.find((rule) => applies(rule.when, judged));
  const mayAuto = auto && applying.length === 0 && judged.allChecked && !judged.impersonationRisk;
  return {
    stages,
    escalation: approval.escalation,
    nudgeEvery: approval.nudgeEvery,
    autoApprovedBy: mayAuto ? auto.name : null,
  };
}

/** Both of two terms: where an approver changes a request, the change may ask for more but never for less. */
export function stricter(before: Terms, now: Terms): Terms {
  const stages = before.stages.reduce(withStage, now.stages);
  return { ...now, stages, autoApprovedBy: null };
}

const raised = (stage: Stage, quorum: number, because: string): Stage => ({
  ...stage,
  quorum,
  because: [...stage.because, because],
});

/** A second one of the same name is the same stage: the higher quorum counts. */
function withStage(stages: Stage[], added: Stage): Stage[] {
  const same = stages.find((each) => each.name === added.name);
  if (!same) return [...stages, added];
  const quorum = Math.max(same.quorum, added.quorum);
  const because = [...new Set([...same.because, ...added.because])];
  return stages.map((each) => (each === same ? { ...same, quorum, because } : each));
}

export function applies(when: Condition, judged: Judged): boolean {
  const { perHourOver, perDayOver, perHourUpTo, perDayUpTo, recipients, impersonationRisk, relay, kinds } = when;
  return (
    (perHourOver === undefined || judged.perHour > perHourOver) &&
    (perDayOver === undefined || judged.perDay > perDayOver) &&
    (perHourUpTo === undefined || judged.perHour <= perHourUpTo) &&
    (perDayUpTo === undefined || judged.perDay <= perDayUpTo) &&
    (recipients === undefined || judged.recipients === recipients) &&
    (impersonationRisk === undefined || judged.impersonationRisk === impersonationRisk) &&
    (relay === undefined || judged.relay === relay) &&
    (kinds === undefined || kinds.some((each) => each === judged.kind))
  );
}

/** "more than 1000 a day, external recipients" */
export function conditionText(when: Condition): string {
  const words = [
    when.perHourOver === undefined ? '' : `more than ${when.perHourOver} an hour`,
    when.perDayOver === undefined ? '' : `more than ${when.perDayOver} a day`,
    when.perHourUpTo === undefined ? '' : `up to ${when.perHourUpTo} an hour`,
    when.perDayUpTo === undefined ? '' : `up to ${when.perDayUpTo} a day`,
    when.recipients === undefined ? '' : `${when.recipients} recipients`,
    when.impersonationRisk === undefined
      ? ''
      : `${when.impersonationRisk ? 'a name that may' : 'no name that may'} be taken for somebody's`,
    when.relay === undefined ? '' : `by ${when.relay}`,
    when.kinds === undefined ? '' : `a request for: ${when.kinds.join(', ')}`,
  ].filter((each) => each !== '');
  return words.length === 0 ? 'every request' : words.join(', ');
}

type Freezes = Pick<Policy, 'approval' | 'timeZone'>;
type Window = { name: string; from: Date; until: Date };

const windowsOf = ({ approval, timeZone }: Freezes): Window[] => {
  const read = (text: string): Date => DateTime.fromISO(text, { zone: timeZone }).toJSDate();
  return approval.freezes.map(({ name, from, until }) => ({ name, from: read(from), until: read(until) }));
};

/** The freeze this moment lies in, and its end; windows that follow without a gap are one. Null outside of all. */
export function freezeAt(policy: Freezes, now: Date): { name: string; until: Date } | null {
  const windows = windowsOf(policy);
  const covers = (at: Date) => windows.find((each) => each.from <= at && at < each.until);
  const first = covers(now);
  if (!first) return null;
  let { until } = first;
  for (let next = covers(until); next; next = covers(until)) until = next.until;
  return { name: first.name, until };
}

/** The freezes that lie in this time, in whole or in part. */
export const freezesBetween = (policy: Freezes, from: Date, until: Date): Window[] =>
  windowsOf(policy).filter((each) => each.from < until && each.until > from);

export const lastsMs = (iso: string): number => Duration.fromISO(iso).toMillis();
