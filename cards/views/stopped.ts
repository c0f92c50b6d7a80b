import type { Card, Status, Text } from '../card.ts';
import { cardWith, execute, line, moment, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Stopped = ViewOf<'stopped'>;

/** A new message, because an owner has to know now; when it is over the same card says so. */
export function stoppedCard(view: Stopped): Card {
  const { appName, state } = view;
  const now = state === 'stopped' || state === 'checking';
  const what = view.widened ? 'can reach more than was approved' : 'stopped working';
  return cardWith({
    title: now
      ? `${appName} ${what}`
      : state === 'works'
        ? `${appName} is as approved again`
        : `${appName}: this is over`,
    status: status(view),
    lead: lead(view),
    blocks: [
      {
        block: 'facts',
        facts: [
          { label: now ? 'Why' : 'It was', value: user(now ? view.why : view.title) },
          { label: 'Seen', value: line`${moment(view.since)}` },
          { label: 'Sends as', value: line`${view.address}` },
          ...(now && view.unseen !== null ? [{ label: 'Not known', value: user(view.unseen) }] : []),
        ],
      },
    ],
    buttons: state === 'stopped' ? [execute('Look again', 'task-done', { taskId: view.taskId }, 'positive')] : [],
    summary: now ? `${appName} ${what}` : `${appName} is as approved again`,
  });
}

function lead({ state, widened }: Stopped): Text {
  if (state === 'works') return line`Sendpass looked, and all is as it was approved. Nothing to do.`;
  if (state === 'over') return line`Its own card says how it stands now.`;
  if (state === 'checking') return line`Sendpass is looking again; this card says what it finds.`;
  return widened
    ? line`IT has a card with what to do. Mail may still go out; no credentials are shown until it is mended. Sendpass changes nothing there by itself.`
    : line`IT has a card with what to do; its mail is refused until then. Sendpass puts nothing back by itself, looks again regularly, and says here when it is over.`;
}

function status({ state, widened }: Stopped): Status {
  switch (state) {
    case 'stopped':
      return { word: widened ? 'reaches too far' : 'stopped', symbol: '✗', tone: 'attention' };
    case 'checking':
      return { word: 'being checked', symbol: '◐', tone: 'accent' };
    case 'works':
      return { word: 'as approved', symbol: '✓', tone: 'good' };
    case 'over':
      return { word: 'over', symbol: '–', tone: 'neutral' };
  }
}
