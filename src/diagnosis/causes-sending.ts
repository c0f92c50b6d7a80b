import type { Cause, Who } from './cause.ts';

const cause = (what: string, fix: string, more: Partial<Cause> = {}, who: Who = 'owner'): Cause => ({
  what,
  who,
  fix,
  remedy: null,
  ruledOutBy: [],
  ...more,
});

const only = 'exchange-access';

/** Exchange takes the log-in and refuses the mail, and sign-ins of other kinds than a sender's (facts/azure §7.4; learn: AADSTS reference). */
export const sendingSide = {
  'exo-no-login': cause(
    'The application sends without having logged in.',
    'Turn authentication on in the application (XOAUTH2), with STARTTLS on port 587.',
    { remedy: 'test-mail', only },
  ),
  'exo-send-as': cause(
    'The From address is not the mailbox that logged in, and it may not send as that address.',
    'Set From, and the envelope sender, to the mailbox’s own address.',
    { remedy: 'test-mail', only },
  ),
  'exo-quota': cause(
    'The mailbox has sent to its 10,000 recipients of the day.',
    'Wait until tomorrow, or spread the mail over more senders.',
    { only },
  ),
  'exo-errors': cause(
    'Exchange holds this client back because it went on sending in spite of errors.',
    'Stop it, mend the error it had before, and wait.',
    { only },
  ),
  'exo-connections': cause(
    'The mailbox has more connections open than Exchange allows (three), or sends faster than 30 a minute.',
    'Use one connection and send more slowly.',
    { only },
  ),
  'exo-spam-block': cause(
    'Exchange has blocked the mailbox or the organisation from sending, because its mail looked like spam.',
    'Find out what was sent and whether the credential leaked, then take the mailbox off "Restricted entities" in Microsoft Defender.',
    { only },
    'exchange-admin',
  ),
  'exo-xoauth2-text': cause(
    'What the application sends for XOAUTH2 is not in the right form: the mailbox, the word Bearer, the token, and the separators.',
    'Let a library build it: base64 of user=MAILBOX^Aauth=Bearer TOKEN^A^A, where ^A is the character with code 1.',
    { only },
  ),
  'client-delegated': cause(
    'The application asks Entra for a person’s consent instead of signing in as itself.',
    'Use the grant client_credentials with the scope https://outlook.office365.com/.default and the sender’s own secret.',
    { remedy: 'reveal' },
  ),
  'mfa-needed': cause(
    'The account needs a second factor, which an application cannot give.',
    'Let the application sign in as itself (client credentials), not as a person.',
  ),
  'account-disabled': cause(
    'The account the application signs in with is disabled.',
    'Let the application sign in as itself, or have the account enabled.',
    {},
    'entra-admin',
  ),
  'assignment-required': cause(
    'The enterprise application asks for an assignment that this application does not have.',
    'Set "Assignment required" of the enterprise application named in the text to No, or assign it.',
    {},
    'entra-admin',
  ),
  'no-exchange': cause(
    'This tenant has no Exchange Online that could be asked for, or the application asks for permissions it was not given.',
    'Check the tenant id and the scope; without an Exchange Online licence in the tenant use another relay.',
    {},
    'entra-admin',
  ),
  'entra-busy': cause(
    'Entra is busy or has a problem of its own.',
    'Try again in a few minutes; let the application keep its token for the hour it is good for instead of asking for each mail.',
    {},
    'nobody',
  ),
  'clock-wrong': cause(
    'The clock of the machine the application runs on is wrong.',
    'Set the time, and let it be set by NTP.',
  ),
  'entra-refused': cause(
    'Entra refuses the sign-in for a reason Sendpass has no row for.',
    'Look the number up at https://login.microsoftonline.com/error and give the trace id to your Entra administrators.',
    {},
    'entra-admin',
  ),
} satisfies Record<string, Cause>;
