import type { CheckInput, Finding } from './check-form.ts';
import { fold } from './fold.ts';
import type { Verdict } from './request.ts';

const sayKind = { person: 'a person', group: 'a group' } as const;

/** Does the address belong to somebody already? Where the directory may not be read the card says so. */
export function checkAddressFree({ facts: { addressOwner } }: CheckInput): Finding {
  if (!addressOwner.known)
    return {
      errors: [],
      verdicts: [
        {
          result: 'unknown',
          text: `Whether a person or group has this address could not be checked: ${addressOwner.why}`,
          risk: 'impersonation',
        },
      ],
    };
  if (addressOwner.value === null)
    return { errors: [], verdicts: [{ result: 'ok', text: 'nobody owns this address' }] };
  const message = `Belongs to ${sayKind[addressOwner.value.kind]} in your directory. Choose another address or ask IT for an exception.`;
  return { errors: [{ field: 'localPart', message }], verdicts: [] };
}

/** Does the name shown imitate somebody? The mailbox it is sent from may of course be called so. */
export function checkNames({ form, facts }: CheckInput): Finding {
  const { addressOwner, namesLike } = facts;
  if (!namesLike.known)
    return {
      errors: [],
      verdicts: [
        {
          result: 'unknown',
          text: `Whether a name looks like this one could not be checked: ${namesLike.why}`,
          risk: 'impersonation',
        },
      ],
    };
  const own = addressOwner.known ? addressOwner.value?.objectId : undefined;
  const looksLike = namesLike.value.entries.find(
    (entry) => entry.objectId !== own && fold(entry.name) === fold(form.displayName),
  );
  if (looksLike)
    return {
      errors: [
        {
          field: 'displayName',
          message: `Looks like "${looksLike.name}", ${sayKind[looksLike.kind]} in your directory. Readers must be able to tell them apart.`,
        },
      ],
      verdicts: [],
    };
  const begins = namesLike.value.entries.find(
    (entry) => entry.kind === 'person' && entry.objectId !== own && fold(entry.name).startsWith(fold(form.displayName)),
  );
  return { errors: [], verdicts: [namesVerdict(namesLike.value.all, begins?.name)] };
}

/** A first name alone is no imitation, but a reader may take it for that person's: whoever decides should know. */
function namesVerdict(all: boolean, begins: string | undefined): Verdict {
  const risk = 'impersonation' as const;
  if (begins !== undefined) return { result: 'attention', text: `The name begins like that of ${begins}`, risk };
  if (all) return { result: 'ok', text: 'nobody has a name that looks like it' };
  const text = 'More names begin like this one than the directory lists: not every one was compared';
  return { result: 'unknown', text, risk };
}
