import type { Application } from '../../../src/provisioning/port-entra.ts';
import type { LookPorts } from '../../../src/diagnosis/look-deps.ts';
import { Secret } from '../../../src/shared/secret.ts';

const appId = 'aaaaaaaa-0000-4000-8000-000000000000';
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
  requiredResourceAccessCount: 0,
  federatedCredentialCount: 0,
  keyCredentialCount: 0,
  passwords: [{ keyId: 'key', displayName: 'sendpass:op', endsAt: new Date('2027-05-20T00:00:00Z') }],
};

/** The world of arrangeReady's sender as the looks see it when all is well. */
export const healthySender = (): LookPorts => ({
  entra: {
    findApplication: async () => application,
    findPrincipal: async () => ({ id: 'prn', appId, enabled: true }),
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
    endpoint: () => ({ host: 'smtp.azurecomm.net', port: 587 }),
    reach: async () => {},
    logIn: async () => {},
  },
  tokenProof: { prove: async () => ({ claims: { appid: appId, aud: 'https://communication.azure.com' } }) },
});
