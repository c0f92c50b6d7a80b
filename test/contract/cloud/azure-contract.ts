import { expect, test } from 'vitest';
import { closedCreation, mailFrom, mailFromTraps, trouble } from './azure-trouble.ts';
import { onStage, refusal, settledApplication } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const name = '0b7c1d2e-3f4a-5b6c-8d7e-9f0a1b2c3d4e';
const otherName = '1b7c1d2e-3f4a-5b6c-8d7e-9f0a1b2c3d4e';
const stranger = '99999999-9999-4999-8999-999999999999';

/** What every implementation of src/provisioning/port-azure.ts must do (facts/azure §2, §3). */
export function azureContract(stage: Stage): void {
  const azure = () => stage.ports().azure;
  const domain = () => ({ domainResourceId: stage.place().domainResourceId });
  const acs = () => ({ acsResourceId: stage.place().acsResourceId });

  const roles = (): void => {
    test('the role definition is read with what it allows', async () => {
      const definition = await azure().roleDefinition();
      expect(definition!.actions).toContain('Microsoft.Communication/CommunicationServices/Write');
      expect(definition).toMatchObject({ notActions: [], dataActions: [] });
    });

    test('a role is assigned although no replica shows the fresh principal, and again under the same name', async () => {
      const principalId = await freshPrincipal(stage);
      const wish = { scope: stage.place().acsResourceId, name, principalId };
      const made = await azure().assignRole(wish);
      expect(made).toMatchObject({ name, principalId });
      expect(await azure().assignRole(wish)).toMatchObject({ name, principalId });
      expect(await azure().findAssignment(wish)).toMatchObject({ name, principalId });
    });

    test('a principal Azure does not know is waited for', async () => {
      const wish = { scope: stage.place().acsResourceId, name, principalId: stranger };
      expect(await refusal(azure().assignRole(wish))).toMatchObject({ kind: 'not-yet', code: 'replicating' });
      expect(await azure().findAssignment(wish)).toBeUndefined();
    });

    test('removing an assignment resolves, also when it is gone', async () => {
      const wish = { scope: stage.place().acsResourceId, name, principalId: await freshPrincipal(stage) };
      await azure().assignRole(wish);
      await azure().removeAssignment(wish);
      await azure().removeAssignment(wish);
      expect(await azure().findAssignment(wish)).toBeUndefined();
    });
  };

  const names = (): void => {
    test('a MailFrom is put, changed, found, listed and removed', async () => {
      expect(await azure().findMailFrom({ ...domain(), name: 'invoices' })).toBeUndefined();
      await azure().putMailFrom({ ...domain(), ...mailFrom });
      await azure().putMailFrom({ ...domain(), ...mailFrom, displayName: 'Billing' });
      expect(await azure().findMailFrom({ ...domain(), name: 'invoices' })).toMatchObject({
        username: 'invoices',
        displayName: 'Billing',
      });
      expect(await azure().listMailFroms(stage.place().domainResourceId)).toContain('invoices');
      await azure().removeMailFrom({ ...domain(), name: 'invoices' });
      await azure().removeMailFrom({ ...domain(), name: 'invoices' });
      expect(await azure().findMailFrom({ ...domain(), name: 'invoices' })).toBeUndefined();
    });

    test('an address that exists under another resource name is a conflict', async () => {
      await azure().putMailFrom({ ...domain(), ...mailFrom });
      const error = await refusal(azure().putMailFrom({ ...domain(), ...mailFrom, name: 'second' }));
      expect(error).toMatchObject({ kind: 'conflict', code: 'arm-conflict' });
    });

    test('a short SMTP username is put, found and removed; one that is taken is a conflict', async () => {
      const { appId } = await settledApplication(stage);
      const wish = { ...acs(), name: 'invoices', username: 'invoices', appId };
      await azure().putSmtpUsername(wish);
      await azure().putSmtpUsername(wish);
      expect(await azure().findSmtpUsername(wish)).toMatchObject({ username: 'invoices', appId });
      const error = await refusal(azure().putSmtpUsername({ ...wish, name: 'second' }));
      expect(error).toMatchObject({ kind: 'conflict', code: 'arm-conflict' });
      await azure().removeSmtpUsername(wish);
      await azure().removeSmtpUsername(wish);
      expect(await azure().findSmtpUsername(wish)).toBeUndefined();
    });
  };

  onStage(
    'port-azure',
    stage,
    () => {
      roles();
      names();
    },
    (wire) => {
      onTheWire(stage, wire);
      roleTraps(stage, wire);
      mailFromTraps(stage, wire);
      trouble(stage, wire);
      closedCreation(wire);
    },
  );
}

/** A principal made a moment ago, which no replica shows. */
async function freshPrincipal(stage: Stage): Promise<string> {
  const { appId } = await settledApplication(stage);
  await stage.freeze();
  return (await stage.ports().entra.createPrincipal(appId)).id;
}

function onTheWire(stage: Stage, wire: () => Wire): void {
  test('domains are listed with the resource they are linked to and what is verified', async () => {
    const domains = await stage.ports().azure.listDomains();
    expect(domains.map((each) => [each.name, each.acsResourceId.split('/').at(-1)])).toEqual([
      ['mail.contoso.com', 'acs-prod'],
      ['news.contoso.com', 'acs-news'],
    ]);
    expect(domains[0]).toMatchObject({
      resourceId: stage.place().domainResourceId,
      azureManaged: false,
      verified: { Domain: true, SPF: true, DKIM: true, DKIM2: true },
    });
  });

  test('every token is for ARM itself, although the endpoint is moved, and no path starts with two slashes', async () => {
    const { azure } = stage.ports();
    await azure.listDomains();
    await azure.roleDefinition();
    await azure.findAssignment({ scope: stage.place().acsResourceId, principalId: stranger });
    const sent = await wire().sent('arm', 'GET', /./);
    expect(new Set(sent.map((each) => JSON.parse(each['requestHeaders'].authorization).aud))).toEqual(
      new Set(['https://management.azure.com']),
    );
    expect(sent.filter((each) => new URL(each['url']).pathname.startsWith('//'))).toEqual([]);
    expect((await wire().sandbox.state())['unknownPaths']).toEqual([]);
  });
}

function roleTraps(stage: Stage, wire: () => Wire): void {
  const azure = () => stage.ports().azure;
  const scope = () => stage.place().acsResourceId;

  test('principalType is sent, and the scope has one slash', async () => {
    await azure().assignRole({ scope: scope(), name, principalId: await freshPrincipal(stage) });
    const [put] = await wire().sent('arm', 'PUT', /roleAssignments/);
    expect(put!['requestBody'].properties).toMatchObject({ principalType: 'ServicePrincipal' });
    expect(new URL(put!['url']).pathname).toMatch(/^\/subscriptions\//);
  });

  test('the same role under another name (RoleAssignmentExists) gives the real one', async () => {
    const principalId = await freshPrincipal(stage);
    await azure().assignRole({ scope: scope(), name, principalId });
    const answer = await azure().assignRole({ scope: scope(), name: otherName, principalId });
    expect(answer).toMatchObject({ name, principalId });
    expect((await wire().sandbox.state())['assignments']).toHaveLength(1);
  });

  test('a name that stands for another principal asks a person', async () => {
    const { entra } = stage.ports();
    const first = await entra.createPrincipal((await settledApplication(stage)).appId);
    await azure().assignRole({ scope: scope(), name, principalId: first.id });
    const second = await entra.createPrincipal((await settledApplication(stage, 'sendpass-contract-2')).appId);
    const principalId = second.id;
    expect(await refusal(azure().assignRole({ scope: scope(), name, principalId }))).toMatchObject({
      kind: 'needs-person',
      code: 'assignment-name-taken',
    });
  });

  test('a role the delegation condition (ABAC) does not cover asks a person', async () => {
    const owner = wire().portsWith({ roleDefinitionId: '09976791-48a7-449e-bb21-39d1a415f350' });
    const principalId = await freshPrincipal(stage);
    const error = await refusal(owner.azure.assignRole({ scope: scope(), name, principalId }));
    expect(error).toMatchObject({ kind: 'needs-person', code: 'arm-permission-missing' });
    expect(error.advice).toContain('delegation condition');
    expect(error.vendor).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  test('a role definition that is gone is undefined to read, and asks a person to assign', async () => {
    await wire().sandbox.putWorld({ removeRoleDefinition: true });
    expect(await azure().roleDefinition()).toBeUndefined();
    const wish = { scope: scope(), name, principalId: await freshPrincipal(stage) };
    expect(await refusal(azure().assignRole(wish))).toMatchObject({
      kind: 'needs-person',
      code: 'role-definition-missing',
    });
  });

  test('a widened role definition is told as it is', async () => {
    await wire().sandbox.putWorld({ widenRole: true });
    expect((await azure().roleDefinition())!.actions).toContain('Microsoft.Communication/*');
  });
}
