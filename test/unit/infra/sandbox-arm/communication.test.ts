import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acsScope, addPrincipal, definitionId, GROUP, startArm } from './harness.ts';

let arm: Awaited<ReturnType<typeof startArm>>;
beforeAll(async () => {
  arm = await startArm();
});
beforeEach(() => {
  arm.world.tier = 'raised';
  arm.world.senderUsernames = [];
  arm.world.smtpUsernames = [];
});
afterAll(() => arm.close());

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of pages) found.push(each);
  return found;
}

const mailFrom = (name: string, username = name) =>
  arm.communication().senderUsernames.createOrUpdate(GROUP, 'mail-prod', 'mail.contoso.com', name, { username });
const smtpUsername = (name: string, username: string, acs = 'acs-prod') =>
  arm.communication().smtpUsernames.createOrUpdate(GROUP, acs, name, {
    username,
    entraApplicationId: crypto.randomUUID(),
    tenantId: arm.world.tenantId,
  });

test('ACS resources, e-mail services and domains are listed with links and verification states', async () => {
  const client = arm.communication();
  const acs = await all(client.communicationServices.listByResourceGroup(GROUP));
  expect(acs.map(({ name }) => name)).toEqual(['acs-prod', 'acs-news']);
  const domains = await all(client.domains.listByEmailServiceResource(GROUP, 'mail-prod'));
  const pending = domains.find(({ name }) => name === 'pending.contoso.com');
  expect(pending?.verificationStates?.spf?.status).toBe('VerificationFailed');
  expect(pending?.verificationRecords?.domain?.value).toMatch(/^ms-domain-verification=/);
  expect(acs[0]?.linkedDomains).toEqual([domains.find(({ name }) => name === 'mail.contoso.com')?.id]);
});

test('an extra MailFrom is refused with 412 until the quota is raised; DoNotReply is there without', async () => {
  arm.world.tier = 'default';
  await expect(mailFrom('invoices')).rejects.toMatchObject({
    statusCode: 412,
    code: 'ResourceCreationFailed',
    message: expect.stringContaining('ResourceCreationFailed: Forbidden'),
  });
  const { senderUsernames } = arm.communication();
  const names = await all(senderUsernames.listByDomains(GROUP, 'mail-prod', 'mail.contoso.com'));
  expect(names.map(({ username }) => username)).toEqual(['DoNotReply']);
  arm.world.tier = 'raised';
  expect(await mailFrom('invoices')).toMatchObject({ username: 'invoices', provisioningState: 'Succeeded' });
});

test('a MailFrom may be repeated, not doubled under another name, and its removal is 200 then 204', async () => {
  await mailFrom('invoices');
  await mailFrom('invoices');
  expect(arm.world.senderUsernames).toHaveLength(1);
  await expect(mailFrom('other', 'Invoices')).rejects.toMatchObject({ statusCode: 409 });
  await expect(mailFrom('bad', 'a@b')).rejects.toMatchObject({ statusCode: 400 });
  const id = arm.context.exchanges.find(({ status }) => status === 201)?.url ?? '';
  const path = new URL(id).pathname;
  const remove = async () => (await arm.call(`${path}?api-version=2026-03-18`, { method: 'DELETE' })).status;
  expect([await remove(), await remove()]).toEqual([200, 204]);
});

test('a domain holds 100 MailFrom addresses', async () => {
  const stored = Array.from({ length: 99 }, (_, n) => `app${n}`);
  arm.world.senderUsernames = stored.map((name) => ({
    name,
    username: name,
    domain: 'mail.contoso.com',
    displayName: null,
  }));
  await expect(mailFrom('one-too-many')).rejects.toMatchObject({ statusCode: 412 });
});

test('an SMTP username: resource name without dot or @, all properties, linked domain, unique in its ACS resource', async () => {
  await expect(smtpUsername('a.b', 'billing')).rejects.toMatchObject({ statusCode: 400, code: 'InvalidResourceName' });
  await expect(smtpUsername('billing', 'billing@news.contoso.com')).rejects.toMatchObject({ code: 'DomainNotLinked' });
  await smtpUsername('billing', 'billing@mail.contoso.com');
  await expect(smtpUsername('second', 'Billing@mail.contoso.com')).rejects.toMatchObject({ statusCode: 409 });
  await smtpUsername('billing', 'billing-smtp');
  await smtpUsername('billing', 'billing-smtp', 'acs-news');
  const path = `/${acsScope(arm.world)}/smtpUsernames/incomplete?api-version=2026-03-18`;
  const incomplete = await arm.call(path, { method: 'PUT', body: { properties: { username: 'x' } } });
  expect(incomplete.status).toBe(400);
  expect(await incomplete.text()).toContain('entraApplicationId, tenantId');
  const { smtpUsernames } = arm.communication();
  expect((await all(smtpUsernames.list(GROUP, 'acs-prod'))).map(({ username }) => username)).toEqual(['billing-smtp']);
  await smtpUsernames.delete(GROUP, 'acs-prod', 'billing');
  await smtpUsernames.delete(GROUP, 'acs-prod', 'billing');
  await expect(smtpUsernames.get(GROUP, 'acs-prod', 'billing')).rejects.toMatchObject({ statusCode: 404 });
});

test('new ACS resources are refused once Azure has closed them; the old ones can still be linked', async () => {
  arm.world.acsCreationClosed = true;
  const client = arm.communication();
  const wish = { location: 'global', dataLocation: 'Europe' };
  await expect(client.communicationServices.beginCreateOrUpdateAndWait(GROUP, 'acs-new', wish)).rejects.toMatchObject({
    message: expect.stringContaining('new ACS resources are no longer available'),
  });
  const pending = (await client.domains.get(GROUP, 'mail-prod', 'pending.contoso.com')).id ?? '';
  const mail = (await client.domains.get(GROUP, 'mail-prod', 'mail.contoso.com')).id ?? '';
  const linked = await client.communicationServices.update(GROUP, 'acs-news', { linkedDomains: [mail, pending] });
  expect(linked.linkedDomains).toEqual([mail, pending]);
  await expect(
    client.communicationServices.update(GROUP, 'acs-news', { linkedDomains: [`${mail}x`] }),
  ).rejects.toMatchObject({ code: 'DomainValidationError' });
  arm.world.acsCreationClosed = false;
  const made = await client.communicationServices.beginCreateOrUpdateAndWait(GROUP, 'acs-new', wish);
  expect(made.provisioningState).toBe('Succeeded');
});

test('an application with the SMTP role can write its ACS resource, once the role is visible, and no other', async () => {
  const thief = addPrincipal(arm.world, 0);
  const name = crypto.randomUUID();
  await arm.authorization().roleAssignments.create(acsScope(arm.world), name, {
    principalId: thief.id,
    principalType: 'ServicePrincipal',
    roleDefinitionId: definitionId(arm.world, arm.world.roleDefinitionId),
  });
  const { communicationServices } = arm.communication(thief);
  await expect(communicationServices.update(GROUP, 'acs-prod', {})).rejects.toMatchObject({
    code: 'AuthorizationFailed',
  });
  arm.advance(6000);
  expect((await communicationServices.update(GROUP, 'acs-prod', {})).name).toBe('acs-prod');
  await expect(communicationServices.update(GROUP, 'acs-news', {})).rejects.toMatchObject({ statusCode: 403 });
});
