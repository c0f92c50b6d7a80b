import { expect, test } from 'vitest';
import { Secret } from '../../../src/shared/secret.ts';
import { inDays, onStage, refusal } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const wish = (value = 'first~value') => ({
  name: 'sendpass-contract-1',
  secret: new Secret(value),
  endsAt: inDays(90),
  tags: { 'key-id': value.slice(0, 5), operation: 'op-1' },
});

/** What every implementation of src/provisioning/port-vault.ts must do (facts/azure §4). */
export function vaultContract(stage: Stage): void {
  const vault = () => stage.ports().vault;

  const shared = (): void => {
    test('a secret is stored with its end and tags, and read back by version', async () => {
      const { version } = await vault().put(wish());
      expect((await vault().get('sendpass-contract-1', version)).expose('vault')).toBe('first~value');
      expect(await vault().versions('sendpass-contract-1')).toMatchObject([
        { version, tags: wish().tags, expiresOn: wish().endsAt },
      ]);
    });

    test('each put is a version; an older one stays readable', async () => {
      const first = await vault().put(wish());
      const second = await vault().put(wish('other~value'));
      const versions = (await vault().versions('sendpass-contract-1')).map((each) => each.version);
      expect(versions.toSorted()).toEqual([first.version, second.version].toSorted());
      expect((await vault().get('sendpass-contract-1', first.version)).expose('vault')).toBe('first~value');
    });

    test('a name nobody used has no versions; a version that is not there is not yet', async () => {
      expect(await vault().versions('sendpass-nobody')).toEqual([]);
      const error = await refusal(vault().get('sendpass-nobody', '0'.repeat(32)));
      expect(error).toMatchObject({ kind: 'not-yet', code: 'vault-not-found' });
    });

    test('removing resolves, also when it is gone', async () => {
      await vault().put(wish());
      await vault().remove('sendpass-contract-1');
      await vault().remove('sendpass-contract-1');
      await vault().remove('sendpass-nobody');
      expect(await vault().versions('sendpass-contract-1')).toEqual([]);
    });
  };

  onStage('port-vault', stage, shared, (wire) => {
    refusals(stage, wire);
    trouble(stage, wire);
  });
}

function refusals(stage: Stage, wire: () => Wire): void {
  const vault = () => stage.ports().vault;

  test('a name in the recycle bin asks a person, and names it', async () => {
    await vault().put(wish());
    await vault().remove('sendpass-contract-1');
    const error = await refusal(vault().put(wish('other~value')));
    expect(error).toMatchObject({ kind: 'needs-person', code: 'vault-name-deleted', vendor: { status: 409 } });
    expect(error.advice).toContain('sendpass-contract-1');
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('other~value');
  });

  test.each(['set', 'get', 'list', 'delete'] as const)('without the right to %s a person is asked', async (right) => {
    const { version } = await vault().put(wish());
    await wire().sandbox.putPermissions([`vault:${right}`]);
    const calls = {
      set: () => vault().put(wish()),
      get: () => vault().get('sendpass-contract-1', version),
      list: () => vault().versions('sendpass-contract-1'),
      delete: () => vault().remove('sendpass-contract-1'),
    };
    const error = await refusal(calls[right]());
    expect(error).toMatchObject({ kind: 'needs-person', code: 'vault-permission-missing' });
    expect(error.vendor).toMatchObject({ neighbour: 'vault', status: 403, code: 'Forbidden' });
  });

  test('a sign-in of Sendpass itself that Entra refuses asks a person', async () => {
    const { vault: refused } = wire().portsWith({ secret: 'not-the-secret' });
    expect(await refusal(refused.versions('x'))).toMatchObject({ kind: 'needs-person', code: 'identity-refused' });
  });
}

function trouble(stage: Stage, wire: () => Wire): void {
  const vault = () => stage.ports().vault;
  const setting = { neighbour: 'vault', method: 'PUT', path: '/secrets/' };
  const reading = { neighbour: 'vault', method: 'GET', path: '/secrets/' };

  test('a dropped reply to a put is not repeated by the SDK: one version, and the caller looks', async () => {
    await vault().versions('warm'); // The challenge is answered before, so that the put is one request.
    await vault().put({ ...wish(), name: 'warm' });
    await wire().fault({ match: setting, drop: 'after' });
    expect(await refusal(vault().put(wish()))).toMatchObject({ kind: 'retryable', code: 'vault-unreachable' });
    expect(await vault().versions('sendpass-contract-1')).toHaveLength(1);
  });

  test('an outage is retryable to write and to read', async () => {
    const { version } = await vault().put(wish());
    await wire().fault({ match: { neighbour: 'vault' }, times: 99, status: 503 });
    expect(await refusal(vault().put(wish()))).toMatchObject({ kind: 'retryable', code: 'vault-broken' });
    expect(await refusal(vault().get('sendpass-contract-1', version))).toMatchObject({ kind: 'retryable' });
    await wire().fault({ match: { neighbour: 'vault' }, times: 99, drop: 'before' });
    expect(await refusal(vault().get('sendpass-contract-1', version))).toMatchObject({
      kind: 'retryable',
      code: 'vault-unreachable',
    });
  });

  test('a short 429 to a read is waited out by the SDK, a long one is thrown with its Retry-After', async () => {
    const { version } = await vault().put(wish());
    await wire().fault({ match: reading, status: 429, retryAfter: 1 });
    expect((await vault().get('sendpass-contract-1', version)).expose('vault')).toBe('first~value');
    await wire().fault({ match: reading, times: 9, status: 429, retryAfter: 30 });
    expect(await refusal(vault().get('sendpass-contract-1', version))).toMatchObject({
      kind: 'retryable',
      code: 'vault-busy',
      retryAfterMs: 30_000,
    });
  });
}
