import type { Person } from './person.ts';
import type { Directory } from './port-directory.ts';
import type { FoundPerson, PersonOf, SlackAccountOf } from './port-person-of.ts';

type Deps = {
  directory: Pick<Directory, 'findByAddress'>;
  tenantId: string;
  /** The operator's word that every account of the workspace signs in through this tenant. */
  ssoManaged: boolean;
};

/**
 * The one place that says which person a Slack user is. An e-mail address proves it only where the operator declared the workspace
 * SSO-managed; anybody may write any address into an account of their own otherwise. A shared mailbox is nobody.
 */
export function createPersonOf({ directory, tenantId, ssoManaged }: Deps): PersonOf {
  return async ({ email, name }) => {
    if (!ssoManaged || email === null) return notLinked;
    const entry = await directory.findByAddress(email);
    if (entry?.kind !== 'person' || entry.mailbox?.signsIn === false) return unknownAddress(email);
    const id = entry.objectId.toLowerCase();
    return {
      ok: true,
      person: { id, entraObjectId: id, tenantId: tenantId.toLowerCase(), name: entry.name || name, email },
    };
  };
}

const notLinked: FoundPerson = {
  ok: false,
  why: 'not-linked',
  say: 'Sendpass does not know yet who you are in your organisation: your Slack account is not linked to it. Nothing was done. Ask IT, or use Sendpass in Teams.',
};

const unknownAddress = (email: string): FoundPerson => ({
  ok: false,
  why: 'not-linked',
  say: `Nobody in your organisation’s directory signs in as ${email}, the address of your Slack account. Nothing was done. Ask IT.`,
});

/** By the address the person is known by; Slack is asked who has it. */
export function createSlackAccountOf(deps: {
  ssoManaged: boolean;
  person: (id: string) => Promise<Person | undefined>;
}): SlackAccountOf {
  return async (personId) => {
    const email = deps.ssoManaged ? (await deps.person(personId))?.email : null;
    return email === null || email === undefined ? null : { email };
  };
}
