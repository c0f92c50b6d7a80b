import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { setApprovalsChannel } from '../../../src/policy/approvals-channel.ts';
import { countApprovers } from '../../../src/policy/count-approvers.ts';
import { mayDecide } from '../../../src/policy/may-decide.ts';
import { parsePolicy } from '../../../src/policy/parse-policy.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { memoryStore } from '../../support/memory-repos.ts';

const group = '11111111-1111-4111-8111-111111111111';
const anna = '22222222-2222-4222-8222-22222222222a';
const otto = '33333333-3333-4333-8333-333333333333';

describe('the policy file', () => {
  const good = { approvers: [{ people: [anna] }], domains: ['Mail.Contoso.com'] };
  const problems = (changed: object): string[] => {
    const parsed = parsePolicy({ ...good, ...changed });
    return parsed.ok ? [] : parsed.errors.map((error) => error.path);
  };

  test('the example is a policy', () => {
    const text = readFileSync(new URL('../../../policy.example.json', import.meta.url), 'utf8');
    expect(parsePolicy(JSON.parse(text))).toMatchObject({ ok: true });
  });

  test('what is left out has a default, domains are small letters', () => {
    expect(parsePolicy(good)).toMatchObject({
      ok: true,
      policy: { domains: ['mail.contoso.com'], maxSecretLifetime: 'P1Y', operators: [], maxOpenRequests: 10 },
    });
  });

  test.each([
    [{ approvers: undefined }, 'approvers'],
    [{ approvers: [] }, 'approvers'],
    [{ approvers: [{ people: [anna, 'Anna'] }] }, 'approvers[0].people[1]'],
    [{ approvers: [{ people: [anna] }, { entraGroup: 'IT' }] }, 'approvers[1].entraGroup'],
    [{ operators: [{ slackGroup: '' }] }, 'operators[0].slackGroup'],
    [{ maxSecretLifetime: '6 months' }, 'maxSecretLifetime'],
    [{ pendingExpiry: '-P1D' }, 'pendingExpiry'],
    [{ revealWindow: 'PT0S' }, 'revealWindow'],
    [{ maxOpenRequests: 0 }, 'maxOpenRequests'],
    [{ maxOpenRequests: 2.5 }, 'maxOpenRequests'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ domains: ['mail.contoso.com', 5] }, 'domains[1]'],
    [{ approver: [] }, 'approver'],
  ])('%j is named as %s', (changed, path) => {
    expect(problems(changed)).toEqual([path]);
  });

  test('approvers whom only Slack knows are refused; beside others they are fine', () => {
    const parsed = parsePolicy({ ...good, approvers: [{ slackGroup: 'S1' }, { slackGroup: 'S2' }] });
    expect(parsed).toMatchObject({
      ok: false,
      errors: [
        {
          path: 'approvers[0].slackGroup',
          message: expect.stringContaining('Slack is not configured'),
          fix: expect.stringContaining('entraGroup'),
        },
      ],
    });
    expect(problems({ approvers: [{ slackGroup: 'S1' }, { entraGroup: group }] })).toEqual([]);
  });

  test('every problem at once, each with a remedy', () => {
    const parsed = parsePolicy({ ...good, timeZone: 'x', pendingExpiry: 'x', aprovers: [] });
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.errors.map((error) => error.path).sort()).toEqual(['aprovers', 'pendingExpiry', 'timeZone']);
    for (const error of parsed.errors) expect(error.fix).toMatch(/\.$/);
  });

  test('any JSON is a policy or a list of problems', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const parsed = parsePolicy(json);
        expect(parsed.ok || parsed.errors.length > 0).toBe(true);
      }),
    );
  });
});

describe('who may decide', () => {
  const busy = new SendpassError({ code: 'directory-unreadable', kind: 'denied', advice: 'No.' });

  test('a listed person, without asking the directory', async () => {
    const directory = { isMember: vi.fn<() => Promise<boolean>>() };
    expect(await mayDecide([{ people: [anna.toUpperCase()] }, { entraGroup: group }], anna, directory)).toBe(true);
    expect(directory.isMember).not.toHaveBeenCalled();
  });
  test('a member of the group; not a stranger, and nobody by a Slack group', async () => {
    const directory = { isMember: async (person: string, id: string) => person === anna && id === group };
    expect(await mayDecide([{ entraGroup: group }], anna, directory)).toBe(true);
    expect(await mayDecide([{ entraGroup: group }], otto, directory)).toBe(false);
    expect(await mayDecide([{ slackGroup: 'S1' }], anna, directory)).toBe(false);
  });
  test('a group that cannot be asked is not a no', async () => {
    const directory = { isMember: async () => Promise.reject(busy) };
    await expect(mayDecide([{ entraGroup: group }], otto, directory)).rejects.toBe(busy);
  });
  test('one group says yes while another cannot be asked', async () => {
    const directory = { isMember: async (_: string, id: string) => (id === group ? true : Promise.reject(busy)) };
    expect(await mayDecide([{ entraGroup: otto }, { entraGroup: group }], anna, directory)).toBe(true);
  });
  test('counted where everybody is listed, once each', () => {
    const listed = { approvers: [{ people: [anna, otto] }, { people: [anna] }] };
    expect(countApprovers(listed, [otto])).toEqual({ all: 2, mayDecide: 1 });
    expect(countApprovers({ approvers: [{ people: [anna] }, { entraGroup: group }] })).toBeNull();
  });
});

describe('approvals here', () => {
  const channel = { id: 'c1', kind: 'channel', name: 'IT' } as const;
  const set = (store: ReturnType<typeof memoryStore>, changed: object) =>
    store.transact((repos) =>
      setApprovalsChannel(repos, { actor: { id: anna }, conversation: channel, mayManage: true, ...changed }),
    );

  test('the channel is kept and the change recorded, once', async () => {
    const store = memoryStore();
    expect(await set(store, {})).toEqual({ ok: true, changed: true });
    expect(await set(store, {})).toEqual({ ok: true, changed: false });
    expect(await store.repos.settings.get('approvals-conversation')).toMatchObject({ value: 'c1' });
    expect(store.tables().audit).toMatchObject([{ type: 'approvals-channel-set', actor: anna }]);
  });
  test('not by anybody, not in a private chat', async () => {
    const store = memoryStore();
    expect(await set(store, { mayManage: false })).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await set(store, { conversation: { ...channel, kind: 'personal' } })).toMatchObject({
      code: 'not-a-channel',
    });
    expect(await store.repos.settings.get('approvals-conversation')).toBeUndefined();
  });
});
