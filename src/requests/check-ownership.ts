import type { CheckInput, Finding } from './check-form.ts';
import { fold } from './fold.ts';

const sayKind = { person: 'a person', group: 'a group' } as const;

/** Does the address belong to somebody, or does the name shown imitate somebody? Where the directory may not be read the card says so. */
export function checkOwnership({ form, facts }: CheckInput): Finding {
  const { addressOwner, namesLike } = facts;
  const finding: Finding = { errors: [], verdicts: [] };
  if (addressOwner.known && addressOwner.value !== null)
    finding.errors.push({
      field: 'localPart',
      message: `Belongs to ${sayKind[addressOwner.value.kind]} in your directory. Choose another address or ask IT for an exception.`,
    });
  const looksLike = namesLike.known
    ? namesLike.value.entries.find((entry) => fold(entry.name) === fold(form.displayName))
    : undefined;
  if (looksLike)
    finding.errors.push({
      field: 'displayName',
      message: `Looks like "${looksLike.name}", ${sayKind[looksLike.kind]} in your directory. Readers must be able to tell them apart.`,
    });
  if (!addressOwner.known || !namesLike.known) {
    const why = addressOwner.known ? (namesLike.known ? '' : namesLike.why) : addressOwner.why;
    finding.verdicts.push({
      result: 'unknown',
      text: `Whether a person or group has this address or a name like it could not be checked: ${why}`,
    });
  } else if (namesLike.value.all)
    finding.verdicts.push({ result: 'ok', text: 'nobody owns this address or a name that looks like it' });
  else
    finding.verdicts.push(
      { result: 'ok', text: 'nobody owns this address' },
      {
        result: 'unknown',
        text: 'More names begin like this one than the directory lists: not every one was compared',
      },
    );
  return finding;
}
