import type { Application } from '../../../src/provisioning/port-entra.ts';
import type { LookPorts } from '../../../src/diagnosis/look-deps.ts';
import { Secret } from '../../../src/shared/secret.ts';

const appId = 'aaaaaaaa-0000-4000-8000-000000000000';
const tenantId = '99999999-0000-4000-8000-000000000000';
const domain =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/emailServices/e/domains/mail.contoso.com';
const acs = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/communicationServices/acs-prod';

const application: Application = {
  id: 'obj',
  appId,
  uniqueName: 'sendpass-snd1-1',
  displayName: 'Sendpass – Billing',
  signInAudience: 'AzureADMyOrg',
  createdByAppId: null,
  tags: [],
  ownerIds: [],
  requiredResourceAccess: [],
  requiredResourceAccessCount: 0,
  federatedCredentialCount: 0,
  keyCredentialCount: 0,
  passwords: [{ keyId: 'key', displayName: 'sendpass:op', endsAt: new Date('2027-05-20T00:00:00Z') }],
};

const sendRole = { resourceId: 'exo', resourceAppId: '00000002-0000-0ff1-ce00-000000000000', roleId: 'send' };

/** Of a token for Exchange (facts/azure §7.1), with the role of the classic way. */
export const healthyClaims = {
  aud: 'https://outlook.office365.com',
  iss: `https://sts.windows.net/${tenantId}/`,
  appid: appId,
  oid: 'prn',
  idtyp: 'app',
  roles: ['SMTP.SendAsApp'],
};

/** The world of arrangeReady's sender, on either relay, as the looks see it when all is well. Exchange is administered by a person. */
export const healthySender = (): LookPorts => ({
  entra: {
    findApplication: async () => application,
    findPrincipal: async () => ({ id: 'prn', appId, enabled: true }),
    smtpSendRole: async () => sendRole,
    rolesGranted: async () => [sendRole],
  },
  exchangeAdmin: { look: async () => undefined },
  directory: {
    findByAddress: async (address) => ({
      kind: 'person',
      name: 'Contoso Invoices',
      objectId: 'usr',
      mailbox: { address, signsIn: false },
    }),
  },
  dns: {
    addresses: async () => ['192.0.2.1'],
    texts: async (name) => records[name.split('.')[0] ?? ''] ?? ['v=spf1 include:spf.protection.outlook.com -all'],
  },
  azure: {
    findAssignment: async () => ({ id: 'asg', name: 'n', roleDefinitionId: 'r', principalId: 'prn' }),
    findSmtpUsername: async () => undefined,
    findMailFrom: async () => ({ username: 'invoices', displayName: null }),
    listMailFroms: async () => ['invoices'],
    listDomains: async () => [
      {
        name: 'mail.contoso.com',
        resourceId: domain,
        acsResourceId: acs,
        azureManaged: false,
        verified: { Domain: true, SPF: true, DKIM: true, DKIM2: true },
      },
    ],
  },
  vault: { get: async () => new Secret('planted~secret~value') },
  mailRelay: {
    endpoint: (relay) => endpoints[relay],
    audience: (relay) => audiences[relay],
    reach: async () => {},
    logIn: async () => {},
  },
  tokenProof: {
    prove: async ({ relay }) => ({
      claims: relay === 'exchange' ? healthyClaims : { appid: appId, aud: audiences[relay] },
      token: new Secret('planted.token'),
    }),
  },
});

/** By the first part of the name; what has none is a domain. */
const records: Record<string, string[]> = {
  _dmarc: ['v=DMARC1; p=reject'],
  selector1: ['v=DKIM1; k=rsa; p=MIGf'],
  selector2: [],
};

export const endpoints = {
  acs: { host: 'smtp.azurecomm.net', port: 587 },
  exchange: { host: 'smtp.office365.com', port: 587 },
};
const audiences = { acs: 'https://communication.azure.com', exchange: 'https://outlook.office365.com' };
