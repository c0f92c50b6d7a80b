import type { RequestFacts } from '../../src/chat/view.ts';
import type { ApprovalFacts } from '../../src/chat/view-approval.ts';
import type { Block, Item, Text } from '../card.ts';
import { changeText } from '../copy/approval.ts';
import { listing } from '../copy/words.ts';
import { line, moment, strong, user } from '../text.ts';

/** How far the decision is: only where more than one plain approval is asked for, or something happened. */
export function stageBlocks({ approval }: RequestFacts): Block[] {
  if (!approval) return [];
  const { stages, freezes, escalatedAt, held } = approval;
  const plain = stages.length === 1 && stages.every((stage) => stage.quorum === 1);
  const notes: Block[] = [];
  for (const { name, from, until } of held ? [] : freezes)
    notes.push({
      block: 'text',
      small: true,
      text: line`Freeze "${name}" from ${moment(from)} until ${moment(until)}: what is approved in it takes effect after it.`,
    });
  if (escalatedAt)
    notes.push({
      block: 'text',
      small: true,
      text: line`Nobody said a word, so it was put before others as well, ${moment(escalatedAt)}.`,
    });
  if (plain) return notes;
  return [{ block: 'heading', text: 'Who has to agree' }, { block: 'list', items: stages.map(stageItem) }, ...notes];
}

const stageLook = {
  done: { symbol: '✓', tone: 'good' },
  now: { symbol: '●', tone: 'accent' },
  later: { symbol: '·', tone: 'neutral' },
} as const;

function stageItem(stage: ApprovalFacts['stages'][number]): Item {
  const { name, quorum, approved, state, because, waitsFor } = stage;
  const who: Text =
    approved.length === 0
      ? []
      : [
          ' by ',
          ...approved.flatMap(({ by, at }, no): Text => [...(no === 0 ? [] : [', ']), ...user(by), ' ', moment(at)]),
        ];
  const why = because.length === 0 ? '' : `because: ${because.join('; ')}`;
  const left =
    state === 'done'
      ? ''
      : waitsFor === null
        ? 'members of its group can decide'
        : `${names(waitsFor)} can still decide`;
  const note = [left, why].filter((each) => each !== '').join(' · ');
  return {
    ...stageLook[state],
    text: [strong(name), ...line`: ${approved.length} of ${quorum} approved`, ...who],
    ...(note === '' ? {} : { note: user(note) }),
  };
}

const mostNames = 5;

const names = (all: string[]): string =>
  all.length === 0
    ? 'nobody'
    : all.length <= mostNames
      ? listing(all)
      : `${all.slice(0, mostNames).join(', ')} and ${all.length - mostNames} others`;

/** Questions and answers, with who and when, on the card of those who decide and on that of whoever asked. */
export function threadBlocks({ approval }: RequestFacts): Block[] {
  const thread = approval?.thread ?? [];
  if (thread.length === 0) return [];
  const items = thread.map(({ question, answer }): Item => ({
    symbol: answer ? '✓' : '?',
    tone: answer ? 'neutral' : 'warning',
    text: line`${strong(question.by)}, ${moment(question.at)}: ${question.text}`,
    note: answer ? line`${answer.by}, ${moment(answer.at)}: ${answer.text}` : ['no answer yet'],
  }));
  return [
    { block: 'heading', text: 'Questions' },
    { block: 'list', items },
  ];
}

/** What an approver changed: whoever asked has to know it. */
export function changeBlocks({ approval }: RequestFacts): Block[] {
  const changes = approval?.changes ?? [];
  if (changes.length === 0) return [];
  const items = changes.map((change): Item => ({
    symbol: '↻',
    tone: 'warning',
    text: user(changeText(change)),
    note: line`by ${change.by}, ${moment(change.at)}`,
  }));
  return [
    { block: 'heading', text: 'Changed by an approver' },
    { block: 'list', items },
  ];
}
