import { expect, test } from 'vitest';
import { trouble, unrepeatable } from './entra-trouble.ts';
import { applicationWish, inDays, onStage, refusal, settledApplication } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const wish = { displayName: 'sendpass:operation-1', endsAt: inDays(90) };

/** What every implementation of src/provisioning/port-entra.ts must do (facts/azure §1). */
export function entraContract(stage: Stage): void {
  const entra = () => stage.ports().entra;

  const applications = (): void => {
    test('a created application comes back at once, ours, single-tenant and without anything foreign', async () => {
      await stage.freeze();
      const { created, application } = await entra().upsertApplication(applicationWish());
      expect(created).toBe(true);
      expect(application).toMatchObject({
        uniqueName: 'sendpass-contract-1',
        signInAudience: 'AzureADMyOrg',
        createdByAppId: entra().ownAppId,
        tags: applicationWish().tags,
        ownerIds: [],
        passwords: [],
        keyCredentialCount: 0,
        federatedCredentialCount: 0,
        requiredResourceAccessCount: 0,
      });
    });

    test('a repeated upsert makes no second application, although no replica shows the first', async () => {
      await stage.freeze();
      await entra().upsertApplication(applicationWish());
      expect(await entra().upsertApplication(applicationWish())).toEqual({ created: false });
      expect(await entra().findApplication('sendpass-contract-1')).toBeUndefined();
    });

    test('an upsert over an existing application updates it and is not taken for a creation', async () => {
      const made = await settledApplication(stage);
      const answer = await entra().upsertApplication({ ...applicationWish(), displayName: 'Renamed' });
      expect(answer).toEqual({ created: false });
      expect(await entra().findApplication('sendpass-contract-1')).toMatchObject({
        id: made.id,
        displayName: 'Renamed',
        createdByAppId: entra().ownAppId,
        ownerIds: [],
      });
    });

    test('deleting takes the application away, and deleting it again resolves', async () => {
      const made = await settledApplication(stage);
      await entra().deleteApplication(made.id);
      expect(await entra().findApplication('sendpass-contract-1')).toBeUndefined();
      await entra().deleteApplication(made.id);
    });

    test('deleting while no replica shows it resolves and deletes nothing: resolving is no proof', async () => {
      await stage.freeze();
      const { application } = await entra().upsertApplication(applicationWish());
      await entra().deleteApplication(application!.id);
      expect(await entra().upsertApplication(applicationWish())).toEqual({ created: false });
    });
  };

  const principals = (): void => {
    test('a principal of an application that has not replicated is not yet possible', async () => {
      await stage.freeze();
      const { application } = await entra().upsertApplication(applicationWish());
      expect(await refusal(entra().createPrincipal(application!.appId))).toMatchObject({
        kind: 'not-yet',
        code: 'replicating',
      });
    });

    test('creating a principal twice gives the same one', async () => {
      const { appId } = await settledApplication(stage);
      const first = await entra().createPrincipal(appId);
      await stage.settle();
      expect((await entra().createPrincipal(appId)).id).toBe(first.id);
      expect(await entra().findPrincipal(appId)).toMatchObject({ id: first.id, enabled: true });
    });

    test('one that is there but not shown is waited for, not made again', async () => {
      const { appId } = await settledApplication(stage);
      await stage.freeze();
      await entra().createPrincipal(appId);
      expect(await refusal(entra().createPrincipal(appId))).toMatchObject({ kind: 'not-yet', code: 'replicating' });
      expect(await entra().findPrincipal(appId)).toBeUndefined();
    });

    test('deleting a principal twice resolves', async () => {
      const { appId } = await settledApplication(stage);
      const { id } = await entra().createPrincipal(appId);
      await stage.settle();
      await entra().deletePrincipal(id);
      await entra().deletePrincipal(id);
      expect(await entra().findPrincipal(appId)).toBeUndefined();
    });
  };

  const passwords = (): void => {
    test('a password is given once with its key id, and listed by its name without value', async () => {
      const { id } = await settledApplication(stage);
      const added = await entra().addPassword(id, wish);
      expect(added.endsAt).toEqual(wish.endsAt);
      expect(added.secret.expose('vault')).toMatch(/.{16,}/);
      expect(`${String(added.secret)}${JSON.stringify(added)}`).not.toContain(added.secret.expose('vault'));
      await stage.settle();
      const found = await entra().findApplication('sendpass-contract-1');
      expect(found!.passwords).toEqual([
        { keyId: added.keyId, displayName: 'sendpass:operation-1', endsAt: wish.endsAt },
      ]);
    });

    test('a password for an application that has not replicated is not yet possible', async () => {
      await stage.freeze();
      const { application } = await entra().upsertApplication(applicationWish());
      expect(await refusal(entra().addPassword(application!.id, wish))).toMatchObject({ kind: 'not-yet' });
    });

    test('removing a password resolves, also when it is gone', async () => {
      const { id } = await settledApplication(stage);
      const { keyId } = await entra().addPassword(id, wish);
      await stage.settle();
      await entra().removePassword(id, keyId);
      await entra().removePassword(id, keyId);
      expect((await entra().findApplication('sendpass-contract-1'))!.passwords).toEqual([]);
    });
  };

  onStage(
    'port-entra',
    stage,
    () => {
      applications();
      principals();
      passwords();
    },
    (wire) => {
      refusals(stage, wire);
      trouble(stage, wire);
      unrepeatable(stage, wire);
    },
  );
}

function refusals(stage: Stage, wire: () => Wire): void {
  const entra = () => stage.ports().entra;

  test('the audience is sent always, and a quote in a name stays one name', async () => {
    await entra().upsertApplication(applicationWish("o'brien & co"));
    const [patch] = await wire().sent('graph', 'PATCH', /applications\(uniqueName='o''brien & co'\)$/);
    expect(patch).toMatchObject({ status: 201, requestBody: { signInAudience: 'AzureADMyOrg' } });
  });

  test('somebody else’s application under our name is shown as such and not written to', async () => {
    await wire().sandbox.putWorld({ squat: { uniqueName: 'sendpass-contract-1' } });
    const found = await entra().findApplication('sendpass-contract-1');
    expect(found!.createdByAppId).not.toBe(entra().ownAppId);
    expect(found!.ownerIds).toHaveLength(1);
    expect(await refusal(entra().upsertApplication(applicationWish()))).toMatchObject({ kind: 'needs-person' });
    expect((await wire().sandbox.state())['applications'][0].displayName).toBe('Registered by somebody else');
  });

  test('an owner beside us is named, we are not', async () => {
    await wire().sandbox.putWorld({ squat: { uniqueName: 'sendpass-contract-1', ownedBySendpass: true } });
    expect((await entra().findApplication('sendpass-contract-1'))!.ownerIds).toHaveLength(1);
    expect(await entra().upsertApplication(applicationWish())).toEqual({ created: false });
  });

  test('a missing permission asks a person, with the request id for the ticket', async () => {
    await wire().sandbox.putPermissions(['graph:Application.ReadWrite.OwnedBy']);
    const error = await refusal(entra().upsertApplication(applicationWish()));
    expect(error).toMatchObject({ kind: 'needs-person', code: 'graph-permission-missing' });
    expect(error.vendor).toMatchObject({ neighbour: 'graph', status: 403, code: 'Authorization_RequestDenied' });
    expect(error.vendor!.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a sign-in of Sendpass itself that Entra refuses asks a person', async () => {
    const { entra: stranger } = wire().portsWith({ secret: 'not-the-secret' });
    const error = await refusal(stranger.findApplication('x'));
    expect(error).toMatchObject({ kind: 'needs-person', code: 'identity-refused', vendor: { code: 'AADSTS7000215' } });
  });

  test('a lifetime the tenant’s policy refuses asks a person', async () => {
    const { id } = await settledApplication(stage);
    await wire().sandbox.putWorld({ maxPasswordLifetime: 'P30D' });
    expect(await refusal(entra().addPassword(id, wish))).toMatchObject({
      kind: 'needs-person',
      code: 'secret-lifetime-refused',
    });
  });

  test('a disabled principal can be enabled again', async () => {
    const { appId } = await settledApplication(stage);
    const { id } = await entra().createPrincipal(appId);
    await stage.settle();
    await entra().setPrincipalEnabled(id, false);
    expect(await entra().findPrincipal(appId)).toMatchObject({ enabled: false });
    await entra().setPrincipalEnabled(id, true);
    expect(await entra().findPrincipal(appId)).toMatchObject({ enabled: true });
  });
}
