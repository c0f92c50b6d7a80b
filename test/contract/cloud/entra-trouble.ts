import { expect, test } from 'vitest';
import { applicationWish, inDays, refusal, settledApplication } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const wish = { displayName: 'sendpass:operation-1', endsAt: inDays(90) };
const applicationRead = { neighbour: 'graph', method: 'GET', path: '/applications(' };

/** Throttling, outages and lost replies of calls that may be repeated. */
export function trouble(stage: Stage, wire: () => Wire): void {
  const read = () => stage.ports().entra.findApplication('sendpass-contract-1');
  const reads = () => wire().sent('graph', 'GET', /applications\(/);

  test('a short 429 is waited out by the SDK', async () => {
    await wire().fault({ match: applicationRead, status: 429, retryAfter: 1 });
    expect(await read()).toBeUndefined();
    expect((await reads()).map((each) => each['status'])).toEqual([429, 404]);
  });

  test('a 429 that lasts ends as retryable with its Retry-After', async () => {
    await wire().fault({ match: applicationRead, times: 9, status: 429, retryAfter: 1 });
    expect(await refusal(read())).toMatchObject({ kind: 'retryable', code: 'graph-busy', retryAfterMs: 1000 });
    expect(await reads()).toHaveLength(3);
  });

  test.each([429, 503])('a %i with a long Retry-After is the caller’s to show, not slept through', async (status) => {
    await wire().fault({ match: applicationRead, times: 9, status, retryAfter: 120 });
    expect(await refusal(read())).toMatchObject({ kind: 'retryable', retryAfterMs: 120_000, vendor: { status } });
    expect(await reads()).toHaveLength(1);
  });

  test.each([500, 503, 504])('a %i once is repeated, for ever it ends as retryable', async (status) => {
    await wire().fault({ match: applicationRead, status });
    expect(await read()).toBeUndefined();
    await wire().fault({ match: applicationRead, times: 9, status });
    expect(await refusal(read())).toMatchObject({ kind: 'retryable', code: 'graph-broken', vendor: { status } });
  });

  test('a token endpoint in trouble is retryable', async () => {
    const { entra } = wire().portsWith({});
    await wire().fault({ match: { neighbour: 'entra', path: '/token' }, times: 9, status: 503 });
    expect(await refusal(entra.findApplication('x'))).toMatchObject({ kind: 'retryable' });
  });

  test('a dropped reply to the upsert leads to one application, repeated by the SDK', async () => {
    await wire().fault({ match: { neighbour: 'graph', method: 'PATCH' }, drop: 'after' });
    expect(await stage.ports().entra.upsertApplication(applicationWish())).toEqual({ created: false });
    expect((await wire().sandbox.state())['applications']).toHaveLength(1);
  });
}

/** Calls the SDK must never repeat: a second one would leave an orphan (facts/azure §1.1). */
export function unrepeatable(stage: Stage, wire: () => Wire): void {
  const entra = () => stage.ports().entra;
  const adding = { neighbour: 'graph', method: 'POST', path: '/addPassword' };

  test('a dropped reply to addPassword is never repeated: one password, one request', async () => {
    const { id } = await settledApplication(stage);
    await wire().fault({ match: adding, drop: 'after' });
    expect(await refusal(entra().addPassword(id, wish))).toMatchObject({
      kind: 'retryable',
      code: 'graph-unreachable',
    });
    expect(await wire().sent('graph', 'POST', /addPassword/)).toHaveLength(1);
    expect((await wire().sandbox.state())['passwords']).toHaveLength(1);
  });

  test.each([
    [429, 1, 'graph-busy'],
    [503, 1, 'graph-broken'],
    [504, undefined, 'graph-broken'],
  ])('a %i to addPassword is the caller’s to look after', async (status, retryAfter, code) => {
    const { id } = await settledApplication(stage);
    await wire().fault({ match: adding, times: 9, status, ...(retryAfter ? { retryAfter } : {}) });
    const error = await refusal(entra().addPassword(id, wish));
    expect(error).toMatchObject({ kind: 'retryable', code, retryAfterMs: retryAfter && retryAfter * 1000 });
    expect(await wire().sent('graph', 'POST', /addPassword/)).toHaveLength(1);
  });

  test('a 409 to a principal whose first reply was lost finds that one', async () => {
    const { appId } = await settledApplication(stage);
    const creating = { neighbour: 'graph', method: 'POST', path: '/servicePrincipals' };
    await wire().fault({ match: creating, drop: 'after' });
    expect(await refusal(entra().createPrincipal(appId))).toMatchObject({ kind: 'retryable' });
    await stage.settle();
    const found = await entra().createPrincipal(appId);
    const { principals } = await wire().sandbox.state();
    expect(principals.map((each: { id: string }) => each.id)).toEqual([found.id]);
  });

  test('a 409 under another code counts the same, and one that is not shown is waited for', async () => {
    const { appId } = await settledApplication(stage);
    await wire().fault({ match: { neighbour: 'graph', method: 'POST', path: '/servicePrincipals' }, status: 409 });
    expect(await refusal(entra().createPrincipal(appId))).toMatchObject({ kind: 'not-yet', code: 'replicating' });
  });
}
