import type { Who } from '../../src/diagnosis/cause.ts';
import type { CheckId } from '../../src/diagnosis/diagnosis.ts';

export const whoFixes: Record<Who, string> = {
  owner: 'Its owner, where the application runs',
  'entra-admin': 'An Entra administrator',
  'azure-admin': 'An Azure administrator (IT)',
  'dns-admin': 'Whoever keeps the domain’s DNS (IT)',
  'exchange-admin': 'An Exchange administrator',
  network: 'Whoever runs the network between the application and the mail service',
  recipient: 'Whoever keeps the list of recipients',
  nobody: 'Nobody has to: it passes',
};

export const checkTitle: Record<CheckId, string> = {
  text: 'the text',
  application: 'app registration',
  principal: 'enterprise application',
  secret: 'secret',
  role: 'role',
  consent: 'consent',
  'exchange-access': 'Exchange',
  mailbox: 'mailbox',
  'smtp-username': 'short user name',
  'mail-from': 'MailFrom address',
  domain: 'domain',
  records: 'DNS records',
  quota: 'limit',
  name: 'server name',
  reach: 'mail service',
  token: 'token',
  claims: 'claims',
  'log-in': 'log-in',
};
