import type { Senders } from '../senders/port-senders.ts';
import type { Desired, Sender, SenderState } from '../senders/sender.ts';
import { finalStates } from '../senders/transitions.ts';
import type { Clues } from './clues.ts';

export type Found =
  /** `by` = how it was found, for the reader to notice when it is the wrong one. */
  | { sender: Sender; by: string; /** The text names it; else it is a guess. */ named: boolean }
  /** None that lives; these are the asker's own. `gone`: one is named, and it was removed. */
  | { sender: null; own: Sender[]; gone: Sender | null };

/**
 * The sender a pasted text is about: by an id, a user name, an address or a name in it, else the asker's only one. A sender of somebody
 * else is found only when `seesAll`, so that nobody learns from the answer that it exists.
 */
export async function findSender(
  senders: Senders,
  clues: Clues,
  { askerId, seesAll }: { askerId: string; seesAll: boolean },
): Promise<Found> {
  const own = (await senders.listByOwner(askerId)).filter((each) => !finalStates.includes(each.state));
  const named = (await byIds(senders, clues)) ?? (await byWords(senders, clues, own, seesAll));
  const mayBeSeen = named && (seesAll || named.sender.owners.includes(askerId));
  if (mayBeSeen)
    return finalStates.includes(named.sender.state)
      ? { sender: null, own, gone: named.sender }
      : { ...named, named: true };
  const [only] = own;
  if (only && own.length === 1) return { sender: only, by: 'the only sender you own', named: false };
  return { sender: null, own, gone: null };
}

type Named = { sender: Sender; by: string };

async function byIds(senders: Senders, clues: Clues): Promise<Named | undefined> {
  for (const id of clues.senderIds) {
    const sender = await senders.get(id);
    if (sender) return { sender, by: 'its id in the text' };
  }
  for (const appId of clues.appIds) {
    const sender = await senders.findByAppId(appId);
    if (sender) return { sender, by: 'its application id in the text' };
  }
  for (const smtpUsername of clues.usernames) {
    const sender = await senders.findLiving({ smtpUsername });
    if (sender) return { sender, by: 'its user name in the text' };
  }
  for (const address of clues.addresses) {
    const sender = await senders.findLiving({ address });
    if (sender) return { sender, by: 'its address in the text' };
  }
  return undefined;
}

async function byWords(senders: Senders, clues: Clues, own: Sender[], seesAll: boolean): Promise<Named | undefined> {
  // The longest name first, so that "Billing test" is not taken for "Billing".
  const [sender] = own
    .filter((each) => holdsWord(clues.text, each.name) || holdsWord(clues.text, usernameOf(each) ?? ''))
    .toSorted((a, b) => b.name.length - a.name.length);
  if (sender) return { sender, by: 'its name in the text' };
  const owned = byMailbox(own, clues);
  if (owned || !seesAll) return owned;
  return (await byFirstWords(senders, clues.text)) ?? byMailbox(await senders.listByState(sending), clues);
}

/** By a further mailbox it may send as; its first one is its address. */
function byMailbox(among: Sender[], { addresses }: Clues): Named | undefined {
  const sender = among.find(({ desired }) =>
    mailboxesOf(desired).some((each) => addresses.includes(each.toLowerCase())),
  );
  return sender && { sender, by: 'one of its mailboxes in the text' };
}

const mailboxesOf = (desired: Desired): string[] => ('mailboxes' in desired ? desired.mailboxes : []);
const sending: SenderState[] = ['ready', 'stopped'];

const usernameOf = ({ desired }: Sender): string | null => ('smtpUsername' in desired ? desired.smtpUsername : null);

const mostWords = 5;

/** An approver writes the name first: `diagnose Billing: 535 …`. Looked up, because all senders are too many to read through. */
async function byFirstWords(senders: Senders, text: string): Promise<Named | undefined> {
  const words = text.split(/\s+/).filter((each) => each !== '');
  for (let count = Math.min(mostWords, words.length); count > 0; count--) {
    const name = words
      .slice(0, count)
      .join(' ')
      .replace(/[:,;.–-]+$/, '')
      .trim();
    const sender = name === '' ? undefined : await senders.findLiving({ name });
    if (sender) return { sender, by: 'its name in the text' };
  }
  return undefined;
}

function holdsWord(text: string, name: string): boolean {
  if (name === '') return false;
  const escaped = name.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}
