import { nameOf } from '../names.ts';
import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

/** Told to the other owners at every reveal: who saw the secret and when, taken from the audit log. */
export async function receiptView(
  repos: Pick<Repos, 'senders' | 'audit' | 'people'>,
  matter: CardMatter & { about: 'receipt' },
): Promise<View | null> {
  const sender = await repos.senders.get(matter.senderId);
  if (!sender) return null;
  const events = await repos.audit.list({ subject: `sender:${sender.id}` });
  const reveals = events.filter((event) => event.type === 'credential-revealed');
  const reveal = reveals[matter.revealNo - 1];
  if (!reveal) return null;
  const { desired } = sender;
  return {
    view: 'receipt',
    appName: sender.name,
    address: `${desired.localPart}@${desired.domain}`,
    deed: { by: await nameOf(repos, reveal.actor), at: reveal.at },
    count: matter.revealNo,
  };
}
