import type { Button, Card, Status } from '../card.ts';
import { cardWith, execute, line, openDialog, strong, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** Something only a person outside Sendpass can do. Done asks Sendpass to look; it goes on only when it sees the change itself. */
export function taskCard(view: ViewOf<'task'>): Card {
  const done = view.state === 'done';
  return cardWith({
    title: done ? `Done: ${view.title}` : view.title,
    status: status(view),
    lead: done
      ? line`Sendpass saw the change and went on with ${view.appName}.`
      : view.movedTo !== undefined
        ? line`Moved: this stands in ${strong(view.movedTo)} now, on a card there.`
        : line`${view.appName} waits for this. Do what stands below, then press Done: Sendpass looks for itself and goes on.`,
    blocks: [
      { block: 'facts', facts: [{ label: 'Why', value: user(view.why) }] },
      ...(done || view.script === '' ? [] : [{ block: 'code' as const, text: view.script }]),
    ],
    buttons: done || view.movedTo !== undefined ? [] : [doneButton(view), ...consentButton(view)],
    summary: `${view.appName}: ${view.title}`,
  });
}

const consentButton = ({ consentUrl }: ViewOf<'task'>): Button[] =>
  consentUrl === null ? [] : [{ button: 'link', title: 'Open the consent page', url: consentUrl, style: 'default' }];

const doneButton = ({ asksReport, taskId }: ViewOf<'task'>): Button =>
  asksReport
    ? openDialog('Done…', 'task-report-open', { taskId }, 'positive')
    : execute('Done, look again', 'task-done', { taskId }, 'positive');

function status(view: ViewOf<'task'>): Status {
  const by = view.doneBy === null ? {} : { detail: line`by ${view.doneBy}` };
  switch (view.state) {
    case 'open':
      return { word: 'needs a person', symbol: '▲', tone: 'warning' };
    case 'checking':
      return { word: 'being checked', symbol: '◐', tone: 'accent', ...by };
    case 'done':
      return { word: 'done', symbol: '✓', tone: 'good', ...by };
  }
}
