import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** Dialog behind Done: what the script printed is judged here, where it can still be mended. Left empty, only the log-in decides. */
export function taskReportCard(view: ViewOf<'task-report'>): Card {
  return cardWith({
    title: view.title,
    status: null,
    lead: line`Paste what the script printed: Sendpass reads the line that begins with SENDPASS and says at once what is missing. Left empty, the log-in alone decides, which can take up to 2 hours.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'multiline',
          field: 'pasted',
          label: 'What the script printed (optional)',
          placeholder: 'SENDPASS {"appId":…}',
          maxLength: 20_000,
          required: false,
          value: view.pasted,
          error: view.error,
          missing: 'Paste the line that begins with SENDPASS.',
        },
      },
    ],
    dialog: {
      title: `Done for ${view.appName}`,
      size: 'large',
      submit: {
        title: 'Done, look again',
        verb: 'task-report-submit',
        data: { taskId: view.taskId },
        style: 'positive',
      },
    },
  });
}
