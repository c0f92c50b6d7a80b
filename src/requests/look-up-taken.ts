import type { People } from '../people/port-people.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import type { RequestForm } from './form.ts';
import { addressOf } from './gather-facts.ts';

/** What is ours already; looked up in the transaction that stores the request, so that of two equal wishes one is refused. */
export type Taken = {
  name: boolean;
  address: boolean;
  secondOwnerKnown: boolean;
  beneficiaryKnown: boolean;
  /** A short SMTP username no living sender has. */
  freeUsername: string;
};

/** `own` = the sender being edited: its own name and address are not taken. */
export async function lookUpTaken(
  repos: { senders: Pick<Senders, 'findLiving' | 'claim'>; people: Pick<People, 'get'> },
  form: RequestForm,
  own: string,
): Promise<Taken> {
  const { senders } = repos;
  const isOthers = (found: Sender | undefined): boolean => found !== undefined && found.id !== own;
  const isKnown = async (id: string | null): Promise<boolean> =>
    id === null || (await repos.people.get(id)) !== undefined;
  return {
    name: isOthers(await senders.findLiving({ name: form.appName })),
    address: isOthers(await senders.claim({ address: addressOf(form) })),
    secondOwnerKnown: await isKnown(form.secondOwner),
    beneficiaryKnown: isGuid(form.onBehalfOf) ? await isKnown(form.onBehalfOf) : true,
    freeUsername: await freeUsername(form.appName, own, async (smtpUsername) =>
      isOthers(await senders.claim({ smtpUsername })),
    ),
  };
}

const isGuid = (text: string | null): boolean =>
  text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Printers hold 15 to 20 characters (facts/azure §2.3). */
const longest = 20;

/** `billing-smtp`; where a living sender has that one, `billing-` and the sender's id, which no other has. */
async function freeUsername(
  appName: string,
  senderId: string,
  isTaken: (username: string) => Promise<boolean>,
): Promise<string> {
  const plain = withEnding(slug(appName), '-smtp');
  return (await isTaken(plain)) ? withEnding(slug(appName), `-${senderId.slice(0, 10)}`) : plain;
}

const withEnding = (words: string, ending: string): string =>
  words.slice(0, longest - ending.length).replace(/-+$/, '') + ending;

/** `Büro 2 – Rechnungen` → `buro-2-rechnungen`; a name without a Latin letter or digit is just `sender`. */
function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return words === '' ? 'sender' : words;
}
