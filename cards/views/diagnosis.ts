import type { Block, Button, Card, Item, Status } from '../card.ts';
import { checkTitle, whoFixes } from '../copy/diagnosis.ts';
import { cardWith, execute, line, moment, openDialog, plain, strong, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Diagnosis = ViewOf<'diagnosis'>;

/** What is wrong, who fixes it, one button; below it what was looked at, failures and what could not be seen included. */
export function diagnosisCard(view: Diagnosis): Card {
  const title = view.appName === null ? view.problem : `${view.appName}: ${lowerFirst(view.problem)}`;
  return cardWith({
    title,
    status: status[view.certainty],
    lead: user(view.what),
    blocks: [
      {
        block: 'facts',
        facts: [
          { label: 'Who fixes it', value: plain(whoFixes[view.who]) },
          { label: 'What to do', value: user(view.fix) },
        ],
      },
      ...leakBlocks(view),
      ...checkBlocks(view),
      ...otherBlocks(view),
      ...view.notes.map((note): Block => ({ block: 'text', small: true, text: user(note) })),
    ],
    buttons: buttons(view),
    summary: `${title}. ${view.what}`,
  });
}

const status: Record<Diagnosis['certainty'], Status> = {
  seen: { word: 'found', symbol: '✗', tone: 'attention' },
  likely: { word: 'most likely', symbol: '▲', tone: 'warning' },
  unknown: { word: 'not known', symbol: '?', tone: 'neutral' },
};

// "Entra says …" keeps its capital: it is a name.
const lowerFirst = (text: string): string =>
  /^(?:Entra|Exchange|Azure|TLS|SMTP|Sendpass|Conditional|SPF)\b/.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);

function leakBlocks({ leaked, appName }: Diagnosis): Block[] {
  if (!leaked) return [];
  const whose = appName === null ? line`a sender’s secret` : line`the secret of ${appName}`;
  return [
    {
      block: 'section',
      tone: 'attention',
      blocks: [
        {
          block: 'text',
          text: line`${strong('You pasted something that looks like a secret.')} Sendpass masked it before it stored your message, but your message still shows it to everybody here: delete it.`,
        },
        {
          block: 'text',
          text: line`Was it ${whose}? Then say "I leaked it": the secret is removed, and a new request gets a new one.`,
        },
      ],
    },
  ];
}

function checkBlocks({ checks }: Diagnosis): Block[] {
  if (checks.length === 0) return [];
  const items = checks.map(({ check, state, says, at }): Item => ({
    ...looks[state],
    text: at === null ? line`${checkTitle[check]}: ${says}` : line`${checkTitle[check]}: ${says} ${moment(at, true)}`,
  }));
  return [
    { block: 'heading', text: 'Looked at just now' },
    { block: 'list', items },
  ];
}

const looks = {
  good: { symbol: '✓', tone: 'good' },
  bad: { symbol: '✗', tone: 'attention' },
  unknown: { symbol: '?', tone: 'neutral' },
} as const;

function otherBlocks({ others }: Diagnosis): Block[] {
  if (others.length === 0) return [];
  const items = others.map((other): Item => ({ symbol: '·', tone: 'neutral', text: user(other) }));
  return [
    { block: 'heading', text: 'If that is not it' },
    { block: 'list', items },
  ];
}

function buttons(view: Diagnosis): Button[] {
  const data = dataOf(view);
  const leaked =
    view.leaked && view.mayReportLeak ? [openDialog('I leaked it…', 'leaked-open', data, 'destructive')] : [];
  return [...mainButton(view), ...leaked];
}

// `on`: the same buttons stand on the sender's own card, of which this is no copy.
const dataOf = ({ senderId }: Diagnosis) => ({ senderId: senderId ?? '', on: 'diagnosis' });

function mainButton(view: Diagnosis): Button[] {
  const { button } = view;
  const data = dataOf(view);
  switch (button?.does) {
    case 'test-mail':
      return [execute('Send test mail', 'test-mail', data)];
    case 'reveal':
      return [openDialog('Show credentials', 'reveal', { ...data, token: button.token }, 'positive')];
    case 'task':
      return [execute('Done, look again', 'task-done', { taskId: button.taskId, on: 'diagnosis' }, 'positive')];
    case 'hand-over':
      return [execute('Hand it to IT', 'hand-over', data, 'positive')];
    case 'retire':
      return [openDialog('Retire…', 'retire-open', data, 'destructive')];
    case 'choose':
      return [openDialog('Look at a sender…', 'diagnose-open', { ...data, problem: button.problem }, 'positive')];
    case 'again':
      return [execute('Look again', 'diagnose-again', { ...data, problem: button.problem })];
    case 'request':
      return [openDialog('Request a sender…', 'request-open', {}, 'positive')];
    case undefined:
      return [];
  }
}
