import type { View } from '../../../src/chat/view.ts';
import type { Say } from './sample-progress.ts';

/** What a person has to do, and the form in which they say it is done. */
export const taskViews = (say: Say): Record<string, View> => ({
  ...Object.fromEntries(
    (['open', 'checking', 'done'] as const).map((state): [string, View] => [
      `task-${state}`,
      {
        view: 'task',
        taskId: 't',
        appName: say('Billing'),
        title: say('Raise the MailFrom quota of mail.contoso.com'),
        why: say('A new domain allows one MailFrom address; Microsoft raises it on request, usually in a day.'),
        script: say(
          '# asks for the quota; may be run again\naz support tickets create \\\n  --title "MailFrom quota" --severity minimal',
        ),
        state,
        doneBy: state === 'open' ? null : say('Amara Nwosu'),
        consentUrl:
          state === 'open' ? 'https://login.microsoftonline.com/t/v2.0/adminconsent?client_id=a&scope=s' : null,
        asksReport: state === 'checking',
      },
    ]),
  ),
  'task-report': {
    view: 'task-report',
    taskId: 't',
    appName: say('Billing'),
    // Of our own tasks, never empty.
    title: 'Let Billing send as its mailbox',
    pasted: say('SENDPASS {"appId":"4c9f7c7e"}'),
    error: say('The line that begins with SENDPASS is not whole.'),
  },
});
