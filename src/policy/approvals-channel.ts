import type { Audit } from '../audit/port-audit.ts';
import type { Settings } from '../shared/port-settings.ts';

export type ChannelWish = {
  actor: { id: string };
  conversation: { id: string; kind: 'personal' | 'channel'; name: string };
  /** Approver or operator, looked up at this moment. */
  mayManage: boolean;
};

export type ChannelOutcome =
  | { ok: true; changed: boolean }
  | { ok: false; code: 'not-a-channel' | 'not-allowed'; refused: string };

/** Requests go to this channel from now on. In a 1:1 chat only one person would see them, so there it is refused. */
export async function setApprovalsChannel(
  repos: { settings: Settings; audit: Audit },
  { actor, conversation, mayManage }: ChannelWish,
): Promise<ChannelOutcome> {
  if (conversation.kind !== 'channel')
    return {
      ok: false,
      code: 'not-a-channel',
      refused: 'Type it in the channel where requests should be decided; here only you would see them.',
    };
  if (!mayManage)
    return {
      ok: false,
      code: 'not-allowed',
      refused: 'Only approvers and operators may choose the approvals channel. Nothing was changed.',
    };
  const before = await repos.settings.get('approvals-conversation');
  if (before?.value === conversation.id) return { ok: true, changed: false };
  await repos.settings.set('approvals-conversation', conversation.id);
  await repos.audit.append({
    type: 'approvals-channel-set',
    actor: actor.id,
    subject: 'settings',
    data: { conversation: conversation.id, name: conversation.name, before: before?.value ?? null },
  });
  return { ok: true, changed: true };
}
