import { CommunicationServiceManagementClient } from '@azure/arm-communication';
import { expect, test } from 'vitest';
import { clientOptions } from '../../../adapters/azure/arm-options.ts';
import { createCredential } from '../../../adapters/azure/credential.ts';
import { translated } from '../../../adapters/azure/errors.ts';
import { cloudSchema } from '../../../src/shared/cloud.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { refusal } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

export const mailFrom = { name: 'invoices', username: 'invoices', displayName: 'Invoices' };

/** What Azure refuses about addresses. */
export function mailFromTraps(stage: Stage, wire: () => Wire): void {
  const azure = () => stage.ports().azure;

  test('an extra MailFrom on default limits (412) is the quota, not a permission', async () => {
    await wire().sandbox.putTier('default');
    const wish = { domainResourceId: stage.place().domainResourceId, ...mailFrom };
    const error = await refusal(azure().putMailFrom(wish));
    expect(error).toMatchObject({ kind: 'needs-person', code: 'mailfrom-quota' });
    expect(error.vendor).toMatchObject({ status: 412, code: 'ResourceCreationFailed' });
    expect(error.vendor!.requestId).toMatch(/./);
  });

  test('a 412 under another code is the quota too', async () => {
    await wire().fault({ match: { neighbour: 'arm', method: 'PUT' }, status: 412 });
    const wish = { domainResourceId: stage.place().domainResourceId, ...mailFrom };
    expect(await refusal(azure().putMailFrom(wish))).toMatchObject({ kind: 'needs-person', code: 'mailfrom-quota' });
  });

  test('a domain or resource that is not there asks a person instead of waiting for ever', async () => {
    const domainResourceId = stage.place().domainResourceId.replace('mail.contoso.com', 'gone.contoso.com');
    expect(await refusal(azure().putMailFrom({ domainResourceId, ...mailFrom }))).toMatchObject({
      kind: 'needs-person',
      code: 'arm-resource-missing',
    });
    const gone = wire().portsWith({ acsResourceIds: [stage.place().acsResourceId.replace('acs-prod', 'acs-gone')] });
    expect(await refusal(gone.azure.listDomains())).toMatchObject({
      kind: 'needs-person',
      code: 'arm-resource-missing',
    });
  });

  test('a missing permission asks a person', async () => {
    await wire().sandbox.putPermissions(['arm:Microsoft.Communication/EmailServices/Domains/SenderUsernames']);
    const wish = { domainResourceId: stage.place().domainResourceId, ...mailFrom };
    expect(await refusal(azure().putMailFrom(wish))).toMatchObject({
      kind: 'needs-person',
      code: 'arm-permission-missing',
    });
  });

  test('a sign-in of Sendpass itself that Entra refuses asks a person', async () => {
    const { azure: refused } = wire().portsWith({ secret: 'not-the-secret' });
    expect(await refusal(refused.listDomains())).toMatchObject({ kind: 'needs-person', code: 'identity-refused' });
  });
}

/** Throttling, outages and lost replies: every write has a computed name and may be repeated. */
export function trouble(stage: Stage, wire: () => Wire): void {
  const match = { neighbour: 'arm', method: 'PUT', path: '/senderUsernames/' };
  const put = () => stage.ports().azure.putMailFrom({ domainResourceId: stage.place().domainResourceId, ...mailFrom });
  const puts = () => wire().sent('arm', 'PUT', /senderUsernames/);

  test('a 429 that lasts ends as retryable with its Retry-After, after the SDK’s own tries', async () => {
    await wire().fault({ match, times: 9, status: 429, retryAfter: 1 });
    expect(await refusal(put())).toMatchObject({ kind: 'retryable', code: 'arm-busy', retryAfterMs: 1000 });
    expect(await puts()).toHaveLength(3);
  });

  test('a long Retry-After is the caller’s to show', async () => {
    await wire().fault({ match, times: 9, status: 429, retryAfter: 90 });
    expect(await refusal(put())).toMatchObject({ kind: 'retryable', code: 'arm-busy', retryAfterMs: 90_000 });
    expect(await puts()).toHaveLength(1);
  });

  test.each([500, 503, 504])('a %i once is repeated, for ever it ends as retryable', async (status) => {
    await wire().fault({ match, status });
    await put();
    await wire().fault({ match, times: 9, status });
    expect(await refusal(put())).toMatchObject({ kind: 'retryable', code: 'arm-broken', vendor: { status } });
  });

  test('a dropped reply is repeated under the same name; when every one is dropped, it is retryable', async () => {
    await wire().fault({ match, drop: 'after' });
    await put();
    expect((await wire().sandbox.state())['senderUsernames']).toHaveLength(1);
    await wire().fault({ match, times: 9, drop: 'after' });
    expect(await refusal(put())).toMatchObject({ kind: 'retryable', code: 'arm-unreachable' });
  });
}

/** The port makes no ACS resource; its translator must know the refusal all the same. */
export function closedCreation(wire: () => Wire): void {
  test('"no new Communication Services" is named, whatever Azure calls it', async () => {
    const { sandbox } = wire();
    await sandbox.putWorld({ acsCreationClosed: true });
    const env = await sandbox.env();
    const cloud = { ...cloudSchema.parse(await sandbox.cloud()), custom: true };
    const secret = new Secret(env['IDENTITY_CLIENT_SECRET']!);
    const identity = { kind: 'secret' as const, clientId: env['IDENTITY_CLIENT_ID']!, secret };
    const credential = createCredential(identity, cloud, env['TENANT_ID']!);
    const client = new CommunicationServiceManagementClient(credential, env['SUBSCRIPTION_ID']!, clientOptions(cloud));
    const body = { location: 'Global', dataLocation: 'Europe' };
    const making = client.communicationServices.beginCreateOrUpdateAndWait('rg-mail', 'acs-new', body);
    expect(await refusal(translated(making, 'arm'))).toMatchObject({ kind: 'needs-person', code: 'acs-closed' });
  });
}
