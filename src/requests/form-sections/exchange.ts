import { checkClientFit } from '../../clients/fit.ts';
import type { DirectoryEntry } from '../../people/port-directory.ts';
import type { CheckInput, Finding } from '../check-form.ts';
import { addressOf } from '../gather-facts.ts';
import type { Looked } from '../gather-facts.ts';
import type { Section } from './section.ts';

/** Exchange Online: mailboxes that are there, are nobody's own, and are called what the mail will say; a client that can get a token. */
export const exchangeSection: Section = (input) => {
  const { form, facts, policy } = input;
  const address = addressOf(form);
  const further = form.mailboxes.filter((each) => each !== address);
  const findings = [
    checkMailbox(input, 'localPart', address, facts.addressOwner),
    ...further.map((each) => checkMailbox(input, 'mailboxes', each, ownerOf(input, each))),
    checkDomains(input, further),
    checkClientFit(form.client, { login: 'oauth', usernameLength: address.length, longUsernameLength: address.length }),
    outside(input),
  ];
  const { access, outsideMailbox } = policy.exchange ?? { access: 'app-rbac', outsideMailbox: undefined };
  return {
    errors: findings.flatMap((each) => each.errors),
    verdicts: findings.flatMap((each) => each.verdicts),
    part: {
      relay: 'exchange',
      access,
      mailboxes: [address, ...further],
      outsideMailbox: outsideMailbox ?? null,
    },
  };
};

const ownerOf = ({ facts }: CheckInput, address: string): Looked<DirectoryEntry | null> =>
  facts.mailboxes.get(address) ?? { known: false, why: 'it was not looked up.' };

/** Exchange sends as the mailbox that was logged in to, so the address has to be one's primary address, and the mailbox nobody's own. */
function checkMailbox(
  { policy }: CheckInput,
  field: 'localPart' | 'mailboxes',
  address: string,
  looked: Looked<DirectoryEntry | null>,
): Finding {
  const refused = (message: string): Finding => ({ errors: [{ field, message }], verdicts: [] });
  if (!looked.known)
    return {
      errors: [],
      verdicts: [{ result: 'unknown', text: `Whether ${address} is a mailbox could not be checked: ${looked.why}` }],
    };
  const entry = looked.value;
  if (entry === null)
    return refused(`No mailbox has the address ${address}. Ask IT for a shared mailbox of that name first.`);
  if (entry.kind === 'group')
    return refused(
      `${address} is a group (${entry.name}). Exchange sends from mailboxes only: ask IT for a shared one.`,
    );
  const primary = entry.mailbox?.address?.toLowerCase() ?? address;
  if (primary !== address)
    return refused(
      `${address} is another address of the mailbox ${primary}. Exchange refuses a From that is not the mailbox itself: use ${primary}.`,
    );
  const isService = policy.exchange?.serviceMailboxes.includes(address) === true;
  if (entry.mailbox?.signsIn !== false && !isService)
    return refused(
      `${address} is ${entry.name}'s own mailbox, as far as the directory shows. Use a shared mailbox, or have IT list it as a service mailbox.`,
    );
  return {
    errors: [],
    verdicts: [{ result: 'ok', text: `${address} is ${isService ? 'a service' : 'a shared'} mailbox` }],
  };
}

function checkDomains({ policy }: CheckInput, further: string[]): Finding {
  const allowed = policy.exchange?.domains ?? [];
  const wrong = further.find((each) => !allowed.includes(each.split('@')[1] ?? ''));
  if (wrong === undefined) return { errors: [], verdicts: [] };
  return {
    errors: [{ field: 'mailboxes', message: `The policy does not allow ${wrong}. Allowed: ${allowed.join(', ')}.` }],
    verdicts: [],
  };
}

/** The negative proof needs a mailbox; without one the card says what will not be proven. */
function outside({ form, policy }: CheckInput): Finding {
  const { outsideMailbox } = policy.exchange ?? {};
  if (outsideMailbox === undefined)
    return {
      errors: [],
      verdicts: [
        {
          result: 'unknown',
          text: 'That other mailboxes are refused will not be proven: the policy names no mailbox to try it with',
        },
      ],
    };
  const wanted = [addressOf(form), ...form.mailboxes];
  const field = wanted[0] === outsideMailbox ? 'localPart' : 'mailboxes';
  if (wanted.includes(outsideMailbox))
    return {
      errors: [
        {
          field,
          message: `${outsideMailbox} is kept for proving that senders reach no other mailbox. Choose another.`,
        },
      ],
      verdicts: [],
    };
  return { errors: [], verdicts: [] };
}
