import type { DirectoryPeople } from '../people/port-directory-people.ts';
import type { SignedIn, SignIn } from '../people/port-sign-in.ts';
import type { SignInDoor, SignInPage } from '../people/port-sign-in-door.ts';
import {
  answerLink,
  beginSignIn,
  openTicket,
  recordSignedIn,
  refusal,
  takeReturn,
  wordsOf,
} from '../people/sign-in.ts';
import type { SignInTicket } from '../people/sign-in-ticket.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { ChatDeps } from './deps.ts';
import { refreshLink } from './refresh-links.ts';

type Deps = Pick<ChatDeps, 'transact' | 'clock' | 'logger'> & { people: DirectoryPeople; signIn: SignIn };

/**
 * A person's sign-in, page by page. The link in the chat may have been passed on, by mistake or to catch somebody: so the pages name the
 * account it was made for before and after the sign-in, and nothing is linked before the person in this browser said yes to both names.
 */
export function createSignInDoor(deps: Deps): SignInDoor {
  const { transact, clock, signIn } = deps;
  return {
    async look(token) {
      const ticket = await transact((repos) => openTicket(repos, token, clock.now()));
      return ticket ? beginPage(ticket) : over;
    },
    async begin(token) {
      const begun = await transact((repos) => beginSignIn(repos, token, clock.now()));
      if (!begun) return over;
      const { state, nonce, verifier } = wordsOf(begun.browser);
      const again = begun.ticket.purpose.for === 'step-up';
      return { goTo: await signIn.address({ state, nonce, verifier, again }), browser: begun.browser };
    },
    async returned({ browser, state, code }) {
      const ticket = await transact((repos) => takeReturn(repos, { browser, state }, clock.now()));
      if (!ticket) return over;
      if (code === null) return cancelled;
      return redeemed(deps, ticket, { browser, code });
    },
    async answer(answer) {
      const outcome = await transact(async (repos) => {
        const link = await answerLink(repos, answer, clock.now());
        if (link && link !== 'refused') await refreshLink(repos, link);
        return link;
      });
      if (outcome === undefined) return over;
      return outcome === 'refused' ? notMine : linked;
    },
  };
}

async function redeemed(
  { transact, clock, logger, signIn, people }: Deps,
  ticket: SignInTicket,
  { browser, code }: { browser: string; code: string },
): Promise<SignInPage> {
  const { nonce, verifier, proof } = wordsOf(browser);
  let who: SignedIn;
  try {
    who = await signIn.redeem({ code, nonce, verifier });
  } catch (thrown) {
    const { code: why, kind, vendor } = asSendpassError(thrown);
    logger.warn({ code: why, vendor }, 'a sign-in was not accepted');
    if (kind !== 'denied') return later;
    await transact((repos) => refusal(repos, ticket, why));
    return over;
  }
  const person = await people.byId(who.objectId);
  if (!person || !person.enabled || person.guest) {
    await transact((repos) => refusal(repos, { ...ticket, personId: who.objectId }, 'guest-or-gone'));
    return guest;
  }
  const next = await transact((repos) => recordSignedIn(repos, ticket, who, clock.now()));
  if (next.state === 'refused') return otherPerson;
  const { purpose } = next;
  if (purpose.for !== 'link') return steppedUp;
  const { name: accountName, email: accountEmail } = purpose.user;
  return { page: 'confirm', accountName, accountEmail, personName: person.name, personEmail: person.email, proof };
}

function beginPage({ purpose }: SignInTicket): SignInPage {
  if (purpose.for === 'step-up') return { page: 'begin', forLink: false, accountName: '', accountEmail: null };
  return { page: 'begin', forLink: true, accountName: purpose.user.name, accountEmail: purpose.user.email };
}

const over: SignInPage = {
  page: 'refused',
  title: 'This sign-in is over',
  text: 'Each link is good for ten minutes, once, and in one browser. Ask for a new one in the chat. Nothing was changed.',
};
const cancelled: SignInPage = {
  page: 'refused',
  title: 'You did not sign in',
  text: 'Nothing was changed. Ask for a new link in the chat when you want to.',
};
const later: SignInPage = {
  page: 'refused',
  title: 'The sign-in service did not answer',
  text: 'Nothing was changed. Ask for a new link in the chat in a minute.',
};
const guest: SignInPage = {
  page: 'refused',
  title: 'Guests cannot use Sendpass',
  text: 'This account is a guest of the organisation, or may not sign in any more. Nothing was changed.',
};
const otherPerson: SignInPage = {
  page: 'refused',
  title: 'You signed in as somebody else',
  text: 'This was asked of another person. Nothing was changed, and it was recorded.',
};
const notMine: SignInPage = {
  page: 'done',
  title: 'Nothing was linked',
  text: 'Thank you. It was recorded that somebody sent you this link. Tell IT who it was.',
};
const linked: SignInPage = {
  page: 'done',
  title: 'Linked',
  text: 'Go back to Slack: it works now. Your Teams chat with Sendpass has a card to take it back.',
};
const steppedUp: SignInPage = {
  page: 'done',
  title: 'Thank you',
  text: 'Go back to the chat and press the button again.',
};
