import { expect, test } from 'vitest';
import { Secret } from '../../../src/shared/secret.ts';
import { applicationWish, inDays, onStage, refusal, settledApplication } from './stage.ts';
import type { Stage } from './stage.ts';

const wish = { displayName: 'sendpass:operation-1', endsAt: inDays(90) };

/** What every implementation of TokenProof must do (facts/azure §1.4, §8). */
export function tokenProofContract(stage: Stage): void {
  const prove = (appId: string, secret: Secret) => stage.ports().tokenProof.prove({ relay: 'acs', appId, secret });
  const issued = async () => {
    const { entra } = stage.ports();
    const { id, appId } = await settledApplication(stage);
    const principal = await entra.createPrincipal(appId);
    const { secret } = await entra.addPassword(id, wish);
    return { id, appId, principal, secret };
  };

  onStage(
    'token proof',
    stage,
    () => {
      test('a replicated credential is proven', async () => {
        const { appId, secret } = await issued();
        await stage.settle();
        expect(await prove(appId, secret)).toHaveProperty('claims');
      });

      test('an application the sign-in does not know yet (700016) is waited for', async () => {
        await stage.freeze();
        const { application } = await stage.ports().entra.upsertApplication(applicationWish());
        expect(await refusal(prove(application!.appId, new Secret('x'.repeat(40))))).toMatchObject({
          kind: 'not-yet',
          code: 'token-app-unknown',
        });
      });

      test('a secret the sign-in does not know yet (7000215) is waited for', async () => {
        const { appId, id } = await issued();
        await stage.settle();
        await stage.freeze();
        const { secret } = await stage.ports().entra.addPassword(id, wish);
        const error = await refusal(prove(appId, secret));
        expect(error).toMatchObject({ kind: 'not-yet', code: 'token-secret-unknown' });
        expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(secret.expose('token'));
      });
    },
    (wire) => {
      test('the token is fresh each time, for the mail service, and of this application', async () => {
        const { appId, secret } = await issued();
        await stage.settle();
        await prove(appId, secret);
        const { claims } = await prove(appId, secret);
        expect(claims).toMatchObject({ appid: appId, aud: 'https://communication.azure.com' });
        const tokens = await wire().sent('entra', 'POST', /token/);
        expect(tokens.filter((each) => each['requestBody'].client_id === appId)).toHaveLength(2);
      });

      test('an expired secret (7000222) needs a person', async () => {
        const { appId, secret } = await issued();
        await stage.settle();
        await wire().sandbox.expire({ appId });
        expect(await refusal(prove(appId, secret))).toMatchObject({
          kind: 'needs-person',
          code: 'token-secret-expired',
          vendor: { code: 'AADSTS7000222' },
        });
      });

      test('a disabled application (7000112) needs a person', async () => {
        const { appId, principal, secret } = await issued();
        await stage.settle();
        await stage.ports().entra.setPrincipalEnabled(principal.id, false);
        expect(await refusal(prove(appId, secret))).toMatchObject({ kind: 'needs-person', code: 'token-app-disabled' });
      });

      test.each([{ status: 503 }, { status: 429, retryAfter: 1 }, { drop: 'after' as const }])(
        'a sign-in in trouble is retryable: %o',
        async (trouble) => {
          const { appId, secret } = await issued();
          await stage.settle();
          await wire().fault({ match: { neighbour: 'entra', path: '/token' }, times: 9, ...trouble });
          expect(await refusal(prove(appId, secret))).toMatchObject({ kind: 'retryable' });
        },
      );
    },
  );
}
