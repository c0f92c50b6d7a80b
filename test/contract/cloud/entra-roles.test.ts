import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applicationWish, sandboxStage, settledApplication } from './stage.ts';
import type { Wire } from './stage.ts';

// The permission SMTP.SendAsApp: asked for by the application, consented to by an administrator, read by Sendpass (facts/azure §1.2).

describe('application permissions', () => {
  const stage = sandboxStage();
  beforeAll(() => stage.open());
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());
  const entra = () => stage.ports().entra;
  const wire = stage.wire as () => Wire;

  async function askingFor() {
    const { resourceAppId, roleId } = await entra().smtpSendRole();
    return { ...applicationWish(), requiredRole: { resourceAppId, roleId } };
  }

  test('an application asks for exactly the permission it needs, whatever stood there before', async () => {
    await settledApplication(stage);
    const wish = await askingFor();
    await entra().upsertApplication(wish);
    await stage.settle();
    const { resourceAppId, roleId } = wish.requiredRole;
    expect(await entra().findApplication('sendpass-contract-1')).toMatchObject({
      requiredResourceAccess: [{ resourceAppId, roleIds: [roleId] }],
      requiredResourceAccessCount: 1,
    });
  });

  test('where none is needed, none is written: what somebody added stays visible', async () => {
    const wish = await askingFor();
    await entra().upsertApplication(wish);
    await stage.settle();
    await entra().upsertApplication(applicationWish());
    await stage.settle();
    expect((await entra().findApplication('sendpass-contract-1'))!.requiredResourceAccessCount).toBe(1);
  });

  test('a consent is seen, and seen to be gone', async () => {
    const { application } = await entra().upsertApplication(await askingFor());
    await stage.settle();
    const principal = await entra().createPrincipal(application!.appId);
    await stage.settle();
    expect(await entra().rolesGranted(principal.id)).toEqual([]);
    const consent = (granted: boolean) =>
      wire().sandbox.control('POST', '/_sandbox/exchange/consent', { appId: application!.appId, granted });
    await consent(true);
    const { resourceId, roleId } = await entra().smtpSendRole();
    await expect.poll(() => entra().rolesGranted(principal.id)).toEqual([{ resourceId, roleId }]);
    await consent(false);
    await expect.poll(() => entra().rolesGranted(principal.id)).toEqual([]);
  });

  test('of a principal that is not there nothing is granted', async () => {
    expect(await entra().rolesGranted('00000000-0000-4000-8000-000000000000')).toEqual([]);
  });
});
