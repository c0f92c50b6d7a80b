import type { ActionName } from '../../../src/chat/action-name.ts';
import type { CommandName } from '../../../src/chat/commands.ts';
import type { Platform } from '../../../src/people/person.ts';

/** What a platform's people reach in no other way than a button, a form or a typed word. */
export const otherFlows = ['a page of one’s own', 'a report attached', 'asked in a channel, answered there'] as const;
export type OtherFlow = (typeof otherFlows)[number];

export type Flow = ActionName | `typed: ${CommandName}` | OtherFlow;

/** Flows that a platform's people do not have, and why not. Everything else they must have. */
export const notOn: Record<Platform, Partial<Record<Flow, string>>> = {
  teams: {
    details: 'no card of this version has the button; who may decide stands on the card itself',
    'show-all': 'Teams shows up to 80 KB, so nothing of a card has to be asked for',
    'a page of one’s own': 'a Teams bot has no App Home; senders and approvals are typed',
  },
  slack: {
    details: 'no card of this version has the button; who may decide stands on the card itself',
    'link-confirm': 'whose a Slack account is must be answered where the person is known already: in Teams',
    'a report attached': 'files are not read from Slack; the report is pasted into its form',
  },
};
