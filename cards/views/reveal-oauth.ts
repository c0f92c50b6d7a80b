import type { OAuthCredentials } from '../../src/credentials/composed.ts';
import type { Block } from '../card.ts';
import { day, line } from '../text.ts';

export const oauthBlocks = (credentials: OAuthCredentials): Block[] => [
  {
    block: 'facts',
    facts: [
      { label: 'Server', value: line`${credentials.host}` },
      { label: 'Port', value: line`${credentials.port}` },
      { label: 'Security', value: ['STARTTLS, TLS 1.2 or newer'] },
      { label: 'Log-in', value: ['OAuth 2.0 (XOAUTH2), client credentials'] },
      { label: 'Mailbox, and From', value: line`${credentials.from}` },
      { label: 'Scope', value: line`${credentials.scope}` },
      { label: 'Secret ends', value: line`${day(credentials.endsAt, true)}` },
    ],
  },
  { block: 'value', label: 'Tenant (directory) ID', value: credentials.tenantId },
  { block: 'value', label: 'Client (application) ID', value: credentials.clientId },
  { block: 'value', label: 'Client secret', value: credentials.clientSecret },
  { block: 'value', label: 'Token endpoint', value: credentials.tokenEndpoint },
];

export function oauthFooter({ from, mailboxes, objectId }: OAuthCredentials): Block[] {
  const others = mailboxes.filter((each) => each !== from);
  return [
    {
      block: 'text',
      small: true,
      text:
        others.length === 0
          ? line`From has to be ${from}: Exchange refuses a mail whose From is not the mailbox that was logged in to.`
          : line`From has to be the mailbox that was logged in to, or Exchange refuses the mail. Besides ${from} it may log in to ${others.join(', ')}.`,
    },
    {
      block: 'value',
      label:
        'Should somebody ask for the object ID: this one, of the enterprise application (not the app registration’s)',
      value: objectId,
    },
  ];
}
