import type { PasswordCredentials } from '../../src/credentials/composed.ts';
import type { Block } from '../card.ts';
import { line } from '../text.ts';

export const passwordBlocks = (credentials: PasswordCredentials): Block[] => [
  {
    block: 'facts',
    facts: [
      { label: 'Server', value: line`${credentials.host}` },
      { label: 'Port', value: line`${credentials.port}` },
      { label: 'Security', value: ['STARTTLS, TLS 1.2 or newer'] },
      { label: 'From', value: line`${credentials.from}` },
    ],
  },
  { block: 'value', label: 'Username', value: credentials.username },
  { block: 'value', label: 'Password', value: credentials.password },
];

export function passwordFooter({ username, usernames }: PasswordCredentials): Block[] {
  const other = username === usernames.pipe ? usernames.dot : usernames.pipe;
  return [
    { block: 'value', label: 'Should the user name be refused, the same log-in in its other form', value: other },
  ];
}
