import type { Desired } from '../senders/sender.ts';

export type NotesInput = {
  desired: Desired;
  owners: string[];
  requestedBy: string;
  approvedBy: string | null;
  requestId: string;
  secretEndsAt: Date;
};

/** Entra's `notes` field (at most 1,024 characters): explains the application to whoever finds it without Sendpass at hand. */
export function notesOf(input: NotesInput): string {
  const { desired } = input;
  const text = [
    'Made by Sendpass; change it there (message the bot), not here: Sendpass removes nothing it did not make and puts nothing back that a person removed.',
    `Purpose: ${desired.appName} sends mail as ${desired.localPart}@${desired.domain}.`,
    `Owners: ${input.owners.join(', ')}.`,
    `Requested by ${input.requestedBy}, approved by ${input.approvedBy ?? 'unknown'}, request ${input.requestId}.`,
    `Its secret ends ${input.secretEndsAt.toISOString().slice(0, 10)}.`,
    `Why: ${desired.purpose}`,
  ].join('\n');
  // Half of a surrogate pair would make the whole request one that Graph refuses.
  return text.length <= 1024 ? text : `${text.slice(0, 1023).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
