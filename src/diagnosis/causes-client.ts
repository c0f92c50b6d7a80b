import type { Relay } from '../relays/relay.ts';
import type { Cause } from './cause.ts';

const inSettings = 'Compare the settings of the application with those Sendpass showed.';

const mechanism = {
  password: 'LOGIN (PLAIN is not known there)',
  oauth: 'XOAUTH2',
  any: 'LOGIN for ACS, XOAUTH2 for Exchange Online',
};

/** Base64 makes attachments a third longer. */
function sizeOf({ title, limits: { bytesPerMail } }: Relay): string {
  const mb = (bytes: number): number => Math.floor(bytes / 1_000_000);
  return `${title} takes ${mb(bytesPerMail)} MB encoded, that is about ${mb(bytesPerMail * 0.75)} MB of attachments`;
}

/** What is wrong where the application runs, or with the mail itself. */
export const clientSide = {
  'client-password': {
    what: 'The application does not send the secret as it is: cut, quoted wrongly (it holds a ~), or the secret’s id instead of its value.',
    who: 'owner',
    fix: 'Copy the password once more, whole, and put it in quotes where the application reads it from a file.',
    remedy: 'reveal',
    ruledOutBy: [],
    only: 'password',
  },
  'client-secret': {
    what: 'The application sends Entra another text than the secret: cut, quoted wrongly (it holds a ~), or the secret’s id instead of its value.',
    who: 'owner',
    fix: 'Copy the secret once more, whole, and put it in quotes where the application reads it from a file.',
    remedy: 'reveal',
    ruledOutBy: [],
  },
  'client-username': {
    what: 'The user name in the application is not the sender’s: cut off, or in a form the mail service does not know.',
    who: 'owner',
    fix: 'Copy the user name once more, whole: it has 70 to 90 characters unless a short one was made.',
    remedy: 'reveal',
    ruledOutBy: [],
    only: 'password',
  },
  'client-mailbox': {
    what: 'The application logs in as another mailbox than the sender’s, or with a token for something else than Exchange.',
    who: 'owner',
    fix: 'The user of XOAUTH2 is the mailbox’s address; the token’s scope is https://outlook.office365.com/.default, and a token ends after an hour.',
    remedy: 'reveal',
    ruledOutBy: [],
    only: 'oauth',
  },
  'client-other-server': {
    what: (relay) =>
      `The application sends this sender’s mail to another mail service${relay ? ` than ${relay.title}` : ''}.`,
    who: 'owner',
    fix: 'Set host and port to those Sendpass showed with the credentials.',
    remedy: 'reveal',
    ruledOutBy: [],
  },
  'client-old-secret': {
    what: 'The application still holds another, older secret.',
    who: 'owner',
    fix: 'Put the present secret into every place the application reads it from, and restart it.',
    remedy: 'reveal',
    ruledOutBy: [],
  },
  'client-ids': {
    what: 'Client id or tenant id in the application are not the sender’s.',
    who: 'owner',
    fix: inSettings,
    remedy: 'reveal',
    ruledOutBy: [],
  },
  'client-scope': {
    what: 'The application asks Entra for a token with the wrong scope.',
    who: 'owner',
    fix: 'Use https://communication.azure.com/.default for ACS, https://outlook.office365.com/.default for Exchange Online.',
    remedy: null,
    ruledOutBy: [],
  },
  'client-no-secret': {
    what: 'The application sends Entra no secret at all, or not where it belongs.',
    who: 'owner',
    fix: 'Check that the setting for the secret is filled and read; the grant has to be client_credentials.',
    remedy: 'reveal',
    ruledOutBy: [],
  },
  'client-user-login': {
    what: 'The application signs in as a person or mailbox with its password, not as an application.',
    who: 'owner',
    fix: 'Use the sender’s own user name and secret instead of a person’s.',
    remedy: 'reveal',
    ruledOutBy: [],
  },
  'client-from': {
    what: 'The application sends with another From address than the one the sender may use.',
    who: 'owner',
    fix: 'Set From, and the envelope sender, to the sender’s MailFrom address.',
    remedy: 'test-mail',
    ruledOutBy: [],
    only: 'mail-from',
  },
  'client-no-starttls': {
    what: 'The application does not switch the connection to TLS before it logs in.',
    who: 'owner',
    fix: 'Turn STARTTLS on (port 587); in code, call it before the log-in.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'client-tls-mode': {
    what: 'The application starts with TLS at once (SSL, as on port 465); this server begins in plain text.',
    who: 'owner',
    fix: 'Port 587 with STARTTLS, not SSL/TLS.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'client-tls-old': {
    what: 'The application speaks only an old version of TLS; 1.2 is the least.',
    who: 'owner',
    fix: 'Update the application, its runtime or the printer’s firmware, and allow TLS 1.2.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'client-ca': {
    what: 'The application does not trust the server’s certificate: its list of authorities is old, or a proxy shows its own.',
    who: 'owner',
    fix: 'Update the list of authorities (ca-certificates) where it runs; behind a TLS proxy exempt the mail host.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'client-mechanism': {
    what: 'The application and the mail service have no way to log in in common.',
    who: 'owner',
    fix: (relay) => `Set the authentication to ${relay === undefined ? mechanism.any : mechanism[relay.login]}.`,
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'client-host': {
    what: 'The name of the mail server is not found: mistyped, or no DNS where the application runs.',
    who: 'owner',
    fix: 'Compare the host name letter by letter, then try nslookup with it on that machine.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'port-blocked': {
    what: 'The application does not reach the mail service on its port: a firewall in between, or a wrong port.',
    who: 'network',
    fix: 'Allow outgoing TCP 587 to the mail host by name. Port 25 is blocked in most networks, Azure’s too; 465 does not exist there.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'client-port': {
    what: 'The application uses another port than 587.',
    who: 'owner',
    fix: 'Port 587 with STARTTLS. 465 does not exist there, and 25 is blocked in most networks, Azure’s too.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'connection-cut': {
    what: 'The connection is cut while they talk: a proxy or virus scanner in between, or an idle connection that was kept.',
    who: 'network',
    fix: 'Exempt the mail host from inspection, and let the application open a new connection for each batch.',
    remedy: 'test-mail',
    ruledOutBy: [],
  },
  'too-many-recipients': {
    what: (relay) =>
      `One mail has too many recipients${relay ? `; ${relay.title} takes ${relay.limits.recipientsPerMail} in To, Cc and Bcc together` : ''}.`,
    who: 'owner',
    fix: 'Split the mail.',
    remedy: null,
    ruledOutBy: [],
  },
  'mail-too-big': {
    what: (relay) => `The mail is too big${relay ? `: ${sizeOf(relay)}` : ''}.`,
    who: 'owner',
    fix: 'Send a link instead of the attachment, or compress it.',
    remedy: null,
    ruledOutBy: [],
  },
  'recipient-unknown': {
    what: 'The recipient’s address does not exist or takes no mail. The sender works.',
    who: 'recipient',
    fix: 'Correct the address where the application has it from.',
    remedy: null,
    ruledOutBy: [],
  },
  'recipient-suppressed': {
    what: 'All recipients are on the suppression list of ACS, after earlier mails bounced.',
    who: 'azure-admin',
    fix: 'Once the addresses are known to be good, take them off the domain’s suppression list.',
    remedy: null,
    ruledOutBy: [],
    only: 'mail-from',
  },
  'recipient-authentication': {
    what: 'The recipient’s server refuses the mail because SPF, DKIM or DMARC of the sending domain do not hold.',
    who: 'dns-admin',
    fix: 'Put the DNS records of the domain right: one SPF record that allows Microsoft’s servers, both DKIM names, and DMARC.',
    remedy: null,
    ruledOutBy: [],
  },
} satisfies Record<string, Cause>;
