import type { View } from '../../../src/chat/view.ts';
import { at, progressViews } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

/** What the regular look at proven senders shows. */
export function watchViews(say: Say, many: number): Record<string, View> {
  const stopped = (state: 'stopped' | 'checking' | 'works' | 'over', widened = false): View => ({
    view: 'stopped',
    taskId: 't',
    appName: say('Billing'),
    address: say('invoices@contoso.com'),
    title: say('Consent to SMTP.SendAsApp was withdrawn'),
    why: say('Consent to its permission SMTP.SendAsApp was withdrawn in Entra, so Exchange refuses its log-ins.'),
    widened,
    since: at('2026-11-20T09:31:00Z'),
    state,
    unseen: widened ? say('Exchange did not answer.') : null,
  });
  const ready = progressViews(say, many)['progress-ready'];
  return {
    'stopped-now': stopped('stopped'),
    'stopped-widened': stopped('stopped', true),
    'stopped-checking': stopped('checking'),
    'stopped-works': stopped('works'),
    'stopped-over': stopped('over'),
    ...(ready?.view === 'progress'
      ? {
          'progress-watched': {
            ...ready,
            watch: {
              unknown: [
                {
                  what: say('permission SMTP.SendAsApp in Entra'),
                  says: say('Microsoft Graph did not answer.'),
                  since: at('2026-11-20T08:31:00Z'),
                },
              ],
              cleared: [{ says: say('SMTP AUTH was switched off.'), at: at('2026-11-19T08:31:00Z') }],
            },
          } satisfies View,
        }
      : {}),
  };
}
