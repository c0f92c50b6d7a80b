import { expect, test } from 'vitest';
import { onStage, refusal } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const approvers = 'IT mail approvers';

/** What every implementation of src/people/port-directory.ts must do (facts/azure §1.4; product: impersonation, approvers). */
export function directoryContract(stage: Stage): void {
  onStage(
    'port-directory',
    stage,
    () => undefined,
    (wire) => {
      addresses(wire);
      membership(wire);
      unreadable(wire);
    },
  );
}

function addresses(wire: () => Wire): void {
  test.each([
    ['dana.reyes@contoso.com', 'person', 'Dana Reyes'],
    ['finance-director@mail.contoso.com', 'person', 'Dana Reyes'],
    ['Finance-Director@Mail.contoso.com', 'person', 'Dana Reyes'],
    ['sales@mail.contoso.com', 'group', 'Sales team'],
  ])('%s belongs to a %s', async (address, kind, name) => {
    expect(await wire().directory.findByAddress(address)).toMatchObject({ kind, name });
  });

  test.each(['invoices@mail.contoso.com', "o'brien@mail.contoso.com", 'a+b&c@mail.contoso.com', "x' or 1 eq 1"])(
    '%s belongs to nobody, and is asked for without breaking the query',
    async (address) => {
      expect(await wire().directory.findByAddress(address)).toBeUndefined();
    },
  );

  test('display names are found by how they start', async () => {
    const found = await wire().directory.findByDisplayName('Dana');
    expect(found).toMatchObject([{ kind: 'person', name: 'Dana Reyes' }]);
    expect(await wire().directory.findByDisplayName('Sales')).toMatchObject([{ kind: 'group', name: 'Sales team' }]);
    expect(await wire().directory.findByDisplayName("O'Neill & Söhne")).toEqual([]);
  });
}

function membership(wire: () => Wire): void {
  const ids = async () => {
    const { people } = await wire().sandbox.state();
    const [group] = await wire().directory.findByDisplayName(approvers);
    const person = (id: string): string => people.find((each: { id: string }) => each.id === id).aadObjectId;
    return { group: group!.objectId, person };
  };

  test('membership of a group is told for the person asked about', async () => {
    const { group, person } = await ids();
    expect(await wire().directory.isMember(person('approver'), group)).toBe(true);
    expect(await wire().directory.isMember(person('approver'), group.toUpperCase())).toBe(true);
    expect(await wire().directory.isMember(person('owner'), group)).toBe(false);
  });

  test('the people of a group are listed; a group that is not there is no empty one', async () => {
    const { group, person } = await ids();
    const members = await wire().directory.members(group);
    expect(members).toContain(person('approver'));
    expect(members).not.toContain(person('owner'));
    await expect(wire().directory.members('00000000-0000-4000-8000-00000000dead')).rejects.toThrow(/./);
  });

  test('the tenant’s longest secret lifetime, or that there is none', async () => {
    expect(await wire().directory.maxSecretLifetime()).toBeNull();
    await wire().sandbox.putWorld({ maxPasswordLifetime: 'P90D' });
    expect(await wire().directory.maxSecretLifetime()).toBe('P90D');
  });
}

function unreadable(wire: () => Wire): void {
  test('a directory that may not be read is denied, under its own code', async () => {
    await wire().sandbox.putPermissions(['graph:User.Read.All', 'graph:GroupMember.Read.All']);
    const { directory } = wire();
    const denied = { kind: 'denied', code: 'directory-unreadable', vendor: { status: 403 } };
    expect(await refusal(directory.findByAddress('a@contoso.com'))).toMatchObject(denied);
    expect(await refusal(directory.findByDisplayName('Dana'))).toMatchObject(denied);
    expect(await refusal(directory.isMember('00000000-0000-4000-8000-000000000000', 'g'))).toMatchObject(denied);
  });

  test('a policy that may not be read is unknown, not "no limit"', async () => {
    await wire().sandbox.putPermissions(['graph:Policy.Read.ApplicationConfiguration']);
    expect(await wire().directory.maxSecretLifetime()).toBeUndefined();
  });

  test('a person or group Graph does not know is no member', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await wire().directory.isMember(nobody, nobody)).toBe(false);
  });

  test('trouble is retryable', async () => {
    await wire().fault({ match: { neighbour: 'graph' }, times: 99, status: 429, retryAfter: 60 });
    expect(await refusal(wire().directory.findByAddress('a@contoso.com'))).toMatchObject({
      kind: 'retryable',
      retryAfterMs: 60_000,
    });
  });
}
