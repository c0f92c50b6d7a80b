import type { Cause, Who } from './cause.ts';

const exchange = (what: string, fix: string, who: Who = 'exchange-admin'): Cause => ({
  what,
  who,
  fix,
  remedy: null,
  ruledOutBy: [],
});

/** Exchange Online and sign-ins in general (facts/azure §7.4, learn: AADSTS reference). No live look exists for these yet. */
export const exchangeSide = {
  'exo-not-allowed': exchange(
    'Exchange does not let this application send as this mailbox: not registered there (with the enterprise application’s object id), no right on the mailbox, or not in effect yet.',
    'Check New-ServicePrincipal and the mailbox’s rights with Test-ServicePrincipalAuthorization; changes take up to two hours.',
  ),
  'exo-off-tenant': exchange(
    'SMTP log-in is switched off for the whole Exchange organisation.',
    'Set-CASMailbox with -SmtpClientAuthenticationDisabled $false for this mailbox, or Set-TransportConfig for all.',
  ),
  'exo-off-mailbox': exchange(
    'SMTP log-in is switched off for this mailbox.',
    'Set-CASMailbox with -SmtpClientAuthenticationDisabled $false for this mailbox.',
  ),
  'exo-security-defaults': exchange(
    'Entra’s security defaults forbid log-ins with a user name and password.',
    'Let the application log in with OAuth (XOAUTH2); turning security defaults off would weaken everybody.',
    'entra-admin',
  ),
  'exo-policy': exchange(
    'Conditional Access or an authentication policy refuses the log-in with a password.',
    'Look the sign-in up in Entra’s log; let the application log in with OAuth (XOAUTH2).',
    'entra-admin',
  ),
  'exo-basic-off': exchange(
    'Exchange does not take log-ins with a user name and password (basic authentication) any more.',
    'Let the application log in with OAuth (XOAUTH2), or send through a sender of Sendpass instead.',
    'owner',
  ),
  'exo-password': exchange(
    'User name or password of the mailbox are wrong.',
    'Set the password anew; with two-step sign-in a password alone never works.',
    'owner',
  ),
  'exo-locked': exchange(
    'The mailbox’s account is locked.',
    'Unlock it, and stop every place that still tries the old password.',
    'entra-admin',
  ),
  'exo-no-login': exchange(
    'The application sends without having logged in.',
    'Turn authentication on in the application, with STARTTLS on port 587.',
    'owner',
  ),
  'exo-send-as': exchange(
    'The From address is not the mailbox that logged in, and it may not send as that address.',
    'Set From to the mailbox, or give it Send As on the other address.',
  ),
  'exo-quota': exchange(
    'The mailbox has sent to its 10,000 recipients of the day.',
    'Wait until tomorrow, or spread the mail over more senders.',
    'owner',
  ),
  'exo-errors': exchange(
    'Exchange holds this client back because it went on sending in spite of errors.',
    'Stop it, mend the error it had before, and wait.',
    'owner',
  ),
  'exo-connections': exchange(
    'The mailbox has more connections open than Exchange allows (three), or sends faster than 30 a minute.',
    'Use one connection and send more slowly.',
    'owner',
  ),
  'consent-missing': exchange(
    'Nobody has consented to the permission this application asks for.',
    'An administrator grants consent on the application’s API permissions.',
    'entra-admin',
  ),
  'mfa-needed': exchange(
    'The account needs a second factor, which an application cannot give.',
    'Let the application sign in as itself (client credentials), not as a person.',
    'owner',
  ),
  'account-disabled': exchange(
    'The account the application signs in with is disabled.',
    'Let the application sign in as itself, or have the account enabled.',
    'entra-admin',
  ),
  'entra-refused': exchange(
    'Entra refuses the sign-in for a reason Sendpass has no row for.',
    'Look the number up at https://login.microsoftonline.com/error and give the trace id to your Entra administrators.',
    'entra-admin',
  ),
} satisfies Record<string, Cause>;
