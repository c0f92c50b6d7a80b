import type { View } from '../../../src/chat/view.ts';
import { at } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

type Home = Extract<View, { view: 'home' }>;

/** What a platform with a page of one's own and typed commands shows besides. */
export function homeViews(say: Say, many: number): Record<string, View> {
  const repeat = <Each>(each: Each[]): Each[] => Array.from({ length: many }, () => each).flat();
  const home: Home = {
    view: 'home',
    name: 'Sendpass',
    typed: '/sendpass',
    channel: say('IT approvals'),
    waits: repeat([
      {
        requestId: 'a',
        appName: say('Payroll'),
        address: say('payroll@mail.contoso.com'),
        askedBy: say('Mehmet Öz'),
        expiresAt: at('2026-11-27T09:42:00Z'),
        ownRequest: false,
      },
    ]),
    senders: repeat<Home['senders'][number]>([
      {
        senderId: 'a',
        name: say('Billing'),
        address: say('invoices@mail.contoso.com'),
        state: 'ready',
        tone: 'good',
        endsAt: at('2027-05-20T08:00:00Z'),
        next: null,
      },
      {
        senderId: 'b',
        name: say('Alarms'),
        address: say('alarm@mail.contoso.com'),
        state: 'waits for a person',
        tone: 'warning',
        endsAt: at('2026-12-04T08:00:00Z'),
        next: say('IT has a task'),
      },
    ]),
  };
  return {
    home,
    'home-owner': { ...home, waits: null },
    'home-new': { ...home, waits: null, senders: [] },
    'home-approver': { ...home, waits: [], senders: [], channel: null },
    'help-typed': {
      view: 'help',
      name: 'Sendpass',
      typed: '/sendpass',
      commands: [
        { command: 'request', does: 'Ask for a sender: an application that may send mail' },
        { command: 'test <name>', does: say('Send yourself a test mail from one of them') },
      ],
    },
  };
}
