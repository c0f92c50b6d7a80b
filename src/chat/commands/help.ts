import { checkApprover, checkManager } from '../approver-check.ts';
import { relaysOffered } from '../../policy/relay-domains.ts';
import type { Command } from '../commands.ts';
import { typedBefore } from '../typed.ts';
import { endingRelay } from '../views/migrations.ts';

/** Only what the asker may do here. */
export const help: Command = async (deps, { actor, conversation, platform }) => {
  const [isApprover, mayManage] = [await checkApprover(deps, actor.id), await checkManager(deps, actor.id)];
  const owned = await deps.transact((repos) => repos.senders.listByOwner(actor.id));
  const commands = [{ command: 'request', does: 'Ask for a sender: an application that may send mail' }];
  if (owned.length > 0) commands.push({ command: 'senders', does: 'Your senders, their state and when secrets end' });
  if (owned.some((sender) => sender.state === 'ready'))
    commands.push({ command: 'test <name>', does: 'Send yourself a test mail from one of them' });
  if (relaysOffered(deps.policy).length > 1 && owned.some((sender) => sender.state === 'ready'))
    commands.push({ command: 'migrate <name>', does: 'Ask to move one of them to another mail service' });
  commands.push({ command: 'diagnose <error>', does: 'What an error of a mail client means, and who can fix it' });
  if (isApprover === 'yes') commands.push({ command: 'approvals', does: 'What waits for your decision' });
  if (mayManage === 'yes' && conversation.kind === 'personal')
    commands.push({
      command: 'radar',
      does: 'What stops sending mail when Exchange ends passwords; attach its report',
    });
  if (mayManage === 'yes' && conversation.kind === 'personal' && endingRelay())
    commands.push({ command: 'migrations', does: 'Who has to move before a mail service ends, and how it goes' });
  if (mayManage === 'yes' && conversation.kind === 'channel')
    commands.push({ command: 'approvals here', does: 'Let requests be decided in this channel' });
  const typed = platform === 'slack' ? { typed: typedBefore.slack } : {};
  return { type: 'message', view: { view: 'help', name: deps.productName, commands, ...typed } };
};
