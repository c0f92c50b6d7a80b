import type { Person } from '../world.ts';
import type { ExchangeOrganization, Mailbox } from './state.ts';

/**
 * Id, name, primary address, aliases. None is called as a request of the tour or the tests is ("Contoso Invoices"): that would imitate it,
 * and Sendpass refuses.
 */
const SHARED: [string, string, string, string[]][] = [
  ['mailbox-invoices', 'Accounts Receivable', 'invoices@contoso.com', []],
  ['mailbox-reports', 'Figures and Statistics', 'reports@contoso.com', ['monthly-reports@contoso.com']],
  ['mailbox-erp', 'ERP', 'erp@contoso.com', []],
  ['mailbox-outside', 'Outside the scope', 'outside@contoso.com', []],
];

/** Shared mailboxes, and one mailbox for each of `people`; the organisation as its makers left it, with SMTP AUTH off. */
export function seedExchange(people: Person[]): ExchangeOrganization {
  const shared = SHARED.map(([, name, address, aliases]) => mailbox('SharedMailbox', { name, address, aliases }));
  const own = people.map(({ name, mail, proxyAddresses }) => {
    const aliases = proxyAddresses.filter((each) => each.startsWith('smtp:')).map((each) => each.slice(5));
    return mailbox('UserMailbox', { name, address: mail, aliases });
  });
  return {
    organization: 'contoso.onmicrosoft.com',
    smtpClientAuthenticationDisabled: true,
    securityDefaults: false,
    mailboxes: [...shared, ...own],
    servicePrincipals: [],
    scopes: [],
    roleAssignments: [],
    permissions: [],
  };
}

function mailbox(kind: Mailbox['kind'], wish: { name: string; address: string; aliases: string[] }): Mailbox {
  const { name, address, aliases } = wish;
  return { address, aliases, displayName: name, kind, smtpClientAuthenticationDisabled: null };
}

/** A shared mailbox is a directory user nobody can sign in as. */
export function seedMailboxUsers(guid: (label: string) => string, tenantId: string): Person[] {
  return SHARED.map(([id, name, mail, aliases]) => ({
    id,
    name,
    aadObjectId: guid(`person ${id}`),
    tenantId,
    mail,
    proxyAddresses: [`SMTP:${mail}`, ...aliases.map((each) => `smtp:${each}`)],
    userType: 'Member',
    accountEnabled: false,
    slackUserId: `U${guid(`slack ${id}`).replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    roles: [],
    appInstalled: false,
    directoryOnly: true,
  }));
}
