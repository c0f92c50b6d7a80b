import type { Person } from '../people/person.ts';
import type { Sender } from '../senders/sender.ts';
import { newId, newUuid } from '../shared/ids.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import type { MailIntent } from './port-mail-intents.ts';

/**
 * A test mail to one person, as a row and a job. The Message-ID is fixed here: a repeat after a lost reply is the same mail.
 * Undefined when no address of the reader is known.
 */
export async function intendTestMail(
  repos: Pick<ConvergeRepos, 'mailIntents' | 'jobs'>,
  wish: { sender: Sender; routeId?: string; to: Person; askedBy: string; now: Date },
): Promise<MailIntent | undefined> {
  const { sender, to } = wish;
  if (to.email === null) return undefined;
  const id = newId();
  const intent: MailIntent = {
    id,
    senderId: sender.id,
    routeId: wish.routeId ?? null,
    to: to.id,
    toAddress: to.email,
    messageId: `<${newUuid()}@${sender.desired.domain}>`,
    state: 'intended',
    reason: null,
    askedBy: wish.askedBy,
    createdAt: wish.now,
    sentAt: null,
  };
  await repos.mailIntents.save(intent);
  await repos.jobs.enqueue({ name: 'test-mail', key: id, data: { mailId: id } });
  return intent;
}
