import { describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { newId, newUuid } from '../../../src/shared/ids.ts';
import { at, credential, desired, route, sender, step } from '../../support/store-samples.ts';

const usernameOf = (made: ReturnType<typeof sender>): string | null =>
  'smtpUsername' in made.desired ? made.desired.smtpUsername : null;

export function sendersContract(store: () => Store): void {
  describe('senders', () => {
    test('come back as they were saved, with the version counted up by each change', async () => {
      const made = sender();
      const changed = await store().transact(async ({ senders }) => {
        await senders.insert(made);
        return senders.update({ ...made, state: 'ready', provenAt: at });
      });
      expect(changed).toEqual({ ...made, state: 'ready', provenAt: at, version: 2 });
      expect(await store().transact(({ senders }) => senders.get(made.id))).toEqual(changed);
      const mine = await store().transact(({ senders }) => senders.listByOwner('ben'));
      expect(mine).toContainEqual(changed);
      expect(await store().transact(({ senders }) => senders.listByOwner('be'))).toEqual([]);
      expect(await store().transact(({ senders }) => senders.listByState(['ready', 'stopped']))).toContainEqual(
        changed,
      );
      expect(await store().transact(({ senders }) => senders.listByState([]))).toEqual([]);
      const [all, counted] = await store().transact(async ({ senders }) => [
        await senders.listByState(['ready', 'stopped']),
        await senders.countByState(['ready', 'stopped']),
      ]);
      expect(counted).toBe(all.length);
      expect(await store().transact(({ senders }) => senders.countByState([]))).toBe(0);
    });

    test('a change of an outdated version is refused', async () => {
      const made = sender();
      await store().transact(({ senders }) => senders.insert(made));
      await store().transact(({ senders }) => senders.update(made));
      await expect(store().transact(({ senders }) => senders.update(made))).rejects.toMatchObject({
        kind: 'conflict',
        code: 'stale-version',
      });
    });

    test.each([
      ['sender-name-taken', (one: ReturnType<typeof sender>) => ({ name: one.name.toUpperCase() })],
      [
        'sender-address-taken',
        (one: ReturnType<typeof sender>) => ({ desired: desired({ localPart: one.desired.localPart.toUpperCase() }) }),
      ],
      [
        'smtp-username-taken',
        (one: ReturnType<typeof sender>) => ({ desired: desired({ smtpUsername: usernameOf(one) }) }),
      ],
    ])('%s: one living sender each, and the transaction goes on after the refusal', async (code, over) => {
      const one = sender({ desired: desired({ smtpUsername: newId() }) });
      const two = sender(over(one));
      const refused = await store().transact(async ({ senders, settings }) => {
        await senders.insert(one);
        const thrown = await senders.insert(two).then(
          () => null,
          (error: unknown) => error,
        );
        await settings.set('observed-domains', code);
        return thrown;
      });
      expect(refused).toMatchObject({ kind: 'conflict', code });
      expect(await store().transact(({ settings }) => settings.get('observed-domains'))).toMatchObject({ value: code });
      await store().transact(async ({ senders }) => {
        await senders.update({ ...one, state: 'retired' });
        await senders.insert(two);
      });
      expect(await store().transact(({ senders }) => senders.get(two.id))).toEqual(two);
    });

    test('a living one is found by name, address and SMTP username in any case', async () => {
      const made = sender({ name: `Größe ${newId()}`, desired: desired({ smtpUsername: `Smtp-${newId()}` }) });
      const found = await store().transact(async ({ senders }) => {
        await senders.insert(made);
        return [
          await senders.findLiving({ name: made.name.toUpperCase() }),
          await senders.findLiving({ address: `${made.desired.localPart}@MAIL.contoso.com` }),
          await senders.findLiving({ smtpUsername: usernameOf(made)!.toLowerCase() }),
          await senders.findLiving({ name: 'nobody' }),
        ];
      });
      expect(found).toEqual([made, made, made, undefined]);
    });

    test('by the client id of their application, whatever its case, and only by that', async () => {
      const made = sender();
      const its = route(made.id);
      const application = step(its.id, 'application');
      const appId = newUuid();
      const found = await store().transact(async ({ senders }) => {
        await senders.insert(made);
        await senders.saveRoute(its);
        await senders.saveStep({ ...application, facts: { appId } });
        await senders.saveStep({ ...step(its.id, 'principal'), facts: { principalId: appId.replace(/^./, 'z') } });
        return [
          await senders.findByAppId(appId.toUpperCase()),
          await senders.findByAppId(appId.replace(/^./, 'z')),
          await senders.findByAppId("' or true --"),
        ];
      });
      expect(found.map((each) => each?.id)).toEqual([made.id, undefined, undefined]);
    });

    test('routes, steps in the order they were made, credentials by number', async () => {
      const made = sender();
      const [first, second] = [route(made.id), { ...route(made.id), generation: 2, role: 'next' as const }];
      const steps = [step(first.id, 'principal'), step(first.id, 'application')];
      const two = [credential(first.id, 2), credential(first.id, 1)];
      await store().transact(async ({ senders }) => {
        for (const each of steps) await senders.saveStep({ ...each, state: 'planned' });
        for (const each of steps.toReversed()) await senders.saveStep(each);
        for (const each of two) await senders.saveCredential(each);
        await senders.saveCredential({ ...two[0]!, keyId: 'k', state: 'current' });
        await senders.saveRoute(first);
        await senders.saveRoute(second);
        // A move: what was beside becomes the main one, in this order: one sender has one main route at any moment.
        await senders.saveRoute({ ...first, role: 'former', state: 'removing' });
        await senders.saveRoute({ ...second, role: 'main', state: 'proven' });
        await senders.insert(made);
      });
      await store().transact(async ({ senders }) => {
        expect(await senders.route(made.id)).toEqual({ ...second, role: 'main', state: 'proven' });
        expect((await senders.routes(made.id)).map(({ role }) => role)).toEqual(['main', 'former']);
        await senders.saveRoute({ ...first, role: 'former', state: 'removed' });
        expect((await senders.routes(made.id)).map(({ id }) => id)).toEqual([second.id]);
        expect(await senders.steps(first.id)).toEqual(steps);
        expect(await senders.step(first.id, 'application')).toEqual(steps[1]);
        expect(await senders.step(first.id, 'role')).toBeUndefined();
        expect(await senders.credentials(first.id)).toEqual([two[1], { ...two[0], keyId: 'k', state: 'current' }]);
      });
    });
  });
}
