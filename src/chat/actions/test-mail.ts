import { askTestMail } from '../../provisioning/send-test-mail.ts';
import type { Handler } from '../actions.ts';
import { gone, toast } from '../answers.ts';
import { refreshSender } from '../refresh-cards.ts';

/** To the asker's own address, for owners. The mail itself is a job; the card says when it went. */
export const testMail: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const senderId = values['senderId'] ?? '';
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    if (!sender.owners.includes(actor.id)) return toast('Only its owners can send a test mail.');
    const outcome = await askTestMail(repos, { senderId, askedBy: actor.id }, deps);
    await refreshSender(repos, senderId);
    return toast(outcome.ok ? `A test mail to ${outcome.toAddress} is on its way.` : outcome.refused);
  });
