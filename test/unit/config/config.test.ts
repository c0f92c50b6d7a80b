import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../src/config.ts';
import type { Config, ConfigProblem } from '../../../src/config.ts';
import { variables } from '../../../src/config-variables.ts';
import { Secret } from '../../../src/shared/secret.ts';

type Env = Record<string, string>;

const guid = (digit: number): string => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const acs = `/subscriptions/${guid(4)}/resourceGroups/rg/providers/Microsoft.Communication/communicationServices/acs`;

const complete: Env = {
  CLOUD: 'public',
  TENANT_ID: guid(1),
  BOT_APP_ID: guid(2),
  BOT_APP_SECRET: 'planted-bot-secret',
  IDENTITY_KIND: 'secret',
  IDENTITY_CLIENT_ID: guid(3),
  IDENTITY_CLIENT_SECRET: 'planted-own-secret',
  SUBSCRIPTION_ID: guid(4),
  ACS_RESOURCE_IDS: acs,
  SMTP_ROLE_DEFINITION_ID: guid(5),
  KEY_VAULT_URL: 'https://sp-prod.vault.azure.net',
};

const customCloud = {
  name: 'rehearsal',
  authorityHost: 'https://localhost:1001',
  graph: { endpoint: 'https://localhost:1002', scope: 'https://graph.microsoft.com/.default' },
  arm: { endpoint: 'https://localhost:1003', scope: 'https://management.azure.com/.default' },
  vault: { suffix: 'vault.rehearsal.test', scope: 'https://vault.azure.net/.default' },
  smtp: { acs: { host: 'localhost', port: 587 }, exchange: { host: 'localhost', port: 588 } },
  exchangeAdmin: { endpoint: 'https://localhost:1006', scope: 'https://outlook.office365.com/.default' },
  botFramework: {
    scope: 'https://api.botframework.com/.default',
    openIdMetadataUrl: 'https://localhost:1004/keys',
    emulatorOpenIdMetadataUrl: 'https://localhost:1004/keys',
    tokenIssuer: 'https://api.botframework.com',
    serviceUrls: ['https://localhost:1005/'],
  },
};

const files: Record<string, string> = {
  'policy.json': JSON.stringify({ approvers: [{ people: [guid(6)] }], domains: ['mail.contoso.com'] }),
  'wrong-policy.json': JSON.stringify({
    approvers: [],
    domains: ['mail.contoso.com'],
    pendingExpiry: 'a week',
    typo: 1,
  }),
  'broken-policy.json': '{ "approvers": ',
  'cloud.json': JSON.stringify(customCloud),
  'half-cloud.json': JSON.stringify({ ...customCloud, graph: undefined, arm: { endpoint: 'http://plain.test' } }),
};

function readFile(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT ${path}`);
  return text;
}

const read = (env: Env): Config => readConfig(env, readFile);

function refusal(env: Env): ConfigError {
  try {
    read(env);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown;
    throw thrown;
  }
  throw new Error('the configuration was accepted');
}

const problems = (changes: Env): ConfigProblem[] => refusal({ ...complete, ...changes }).problems;
const keys = (changes: Env): string[] => problems(changes).map((problem) => problem.key);
const without = (...names: string[]): Env =>
  Object.fromEntries(Object.entries(complete).filter(([key]) => !names.includes(key)));

test('a complete environment is accepted, and its secrets cannot be printed', () => {
  const config = read(complete);
  expect(config).toMatchObject({ tenantId: guid(1), acsResourceIds: [acs], http: { port: 3978 } });
  expect(config.store).toEqual({ kind: 'pglite', dataDir: 'data' });
  expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toMatch(/planted-/);
});

test('with Exchange Online only there is no resource and no role to name; with a domain on ACS both are needed', () => {
  files['exchange.json'] = JSON.stringify({
    approvers: [{ people: [guid(6)] }],
    exchange: { domains: ['contoso.com'] },
  });
  const rest = without('ACS_RESOURCE_IDS', 'SMTP_ROLE_DEFINITION_ID');
  expect(read({ ...rest, POLICY_FILE: 'exchange.json' })).toMatchObject({ acsResourceIds: [], roleDefinitionId: '' });
  expect(refusal(rest).problems.map((each) => each.key)).toEqual(['ACS_RESOURCE_IDS', 'SMTP_ROLE_DEFINITION_ID']);
});

describe('all at once, with key and remedy', () => {
  test('an empty environment names everything that has no default', () => {
    const found = refusal({}).problems;
    const expected = [
      'TENANT_ID',
      'BOT_APP_ID',
      'BOT_APP_SECRET',
      'IDENTITY_KIND',
      'SUBSCRIPTION_ID',
      'ACS_RESOURCE_IDS',
      'SMTP_ROLE_DEFINITION_ID',
      'KEY_VAULT_URL',
    ];
    const withoutPolicy = (): string => {
      throw new Error('ENOENT');
    };
    expect(found.map((each) => each.key).toSorted()).toEqual(expected.toSorted());
    expect(() => readConfig({}, withoutPolicy)).toThrow('POLICY_FILE');
    for (const { problem, fix } of found) {
      expect(problem.length).toBeGreaterThan(5);
      expect(fix).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('several mistakes of different kinds are one refusal, and its message holds each', () => {
    const changes = { TENANT_ID: 'contoso', PORT: '99999', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' };
    expect(keys(changes).toSorted()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT', 'TENANT_ID']);
    const { message } = refusal({ ...complete, ...changes });
    for (const key of Object.keys(changes)) expect(message).toContain(key);
  });

  test('every wrong entry of the policy file is named', () => {
    const found = problems({ POLICY_FILE: 'wrong-policy.json' });
    expect(new Set(found.map((each) => each.key))).toEqual(new Set(['POLICY_FILE']));
    const text = found.map((each) => each.problem).join('\n');
    for (const word of ['approvers', 'pendingExpiry', 'typo']) expect(text).toContain(word);
  });

  test('a policy file that is not there, or not JSON', () => {
    expect(problems({ POLICY_FILE: 'nowhere.json' })).toMatchObject([
      { key: 'POLICY_FILE', fix: expect.stringContaining('policy.example.json') },
    ]);
    expect(problems({ POLICY_FILE: 'broken-policy.json' })).toMatchObject([{ key: 'POLICY_FILE' }]);
  });

  test('a resource id that is none is quoted', () => {
    const [problem] = problems({ ACS_RESOURCE_IDS: `${acs},/subscriptions/x/emailServices/y` });
    expect(problem).toMatchObject({ key: 'ACS_RESOURCE_IDS', problem: expect.stringContaining('emailServices/y') });
  });
});

test('a resource of another subscription is refused: calls would go to its namesake in ours', () => {
  expect(keys({ ACS_RESOURCE_IDS: acs.replace(guid(4), guid(8)) })).toEqual(['ACS_RESOURCE_IDS']);
  expect(read({ ...complete, ACS_RESOURCE_IDS: acs.toUpperCase() }).acsResourceIds).toHaveLength(1);
});

describe('secrets', () => {
  test('no secret has a default or an example', () => {
    expect(variables.filter((each) => each.secret && (each.example as string) !== '')).toEqual([]);
  });

  test.each(['BOT_APP_ID', 'BOT_APP_SECRET'])(
    '%s missing, empty or blank: botbuilder would switch authentication off',
    (key) => {
      for (const env of [without(key), { ...complete, [key]: '' }, { ...complete, [key]: '  ' }])
        expect(refusal(env).problems.map((each) => each.key)).toEqual([key]);
    },
  );

  test('an own identity by secret needs the secret', () => {
    expect(keys({ IDENTITY_CLIENT_SECRET: '' })).toEqual(['IDENTITY_CLIENT_SECRET']);
  });

  test('a bot that is a managed identity has no secret', () => {
    expect(keys({ BOT_APP_TYPE: 'UserAssignedMsi' })).toEqual(['BOT_APP_SECRET']);
    const config = read({ ...without('BOT_APP_SECRET'), BOT_APP_TYPE: 'UserAssignedMsi' });
    expect(config.bot).toEqual({ appId: guid(2), type: 'UserAssignedMsi' });
  });

  test('no value of a secret is in a refusal, however it is printed', () => {
    const everythingElseWrong = Object.fromEntries(variables.map(({ key }) => [key, 'wrong']));
    const planted = {
      BOT_APP_SECRET: 'planted-bot-secret',
      IDENTITY_CLIENT_SECRET: 'planted-own-secret',
      DATABASE_URL: 'mysql://bot:planted-database-password@db/x',
    };
    for (const kind of ['secret', 'wrong']) {
      const error = refusal({ ...everythingElseWrong, IDENTITY_KIND: kind, ...planted });
      const printed = [error.message, error.stack, inspect(error, { depth: 9 }), JSON.stringify(error)].join('\n');
      expect(printed).not.toMatch(/planted-/);
    }
  });

  test('a database address is kept as a secret', () => {
    const { store } = read({ ...complete, DATABASE_URL: 'postgres://bot:planted@db/sendpass' });
    expect(store.kind === 'postgres' && store.url).toBeInstanceOf(Secret);
    expect(inspect(store)).not.toContain('planted');
  });
});

describe('variables that reach past the gate', () => {
  test.each(['0', '1', ''])('NODE_TLS_REJECT_UNAUTHORIZED=%j', (value) => {
    expect(keys({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toEqual(['NODE_TLS_REJECT_UNAUTHORIZED']);
  });

  test.each(['AZURE_AUTHORITY_HOST', 'AZURE_CLIENT_SECRET', 'AZURE_LOG_LEVEL'])('%s', (key) => {
    expect(keys({ [key]: 'x' })).toEqual([key]);
  });

  test.each(['http', 'net,https', '*', 'ht*'])('NODE_DEBUG=%s: tokens would be printed', (value) => {
    expect(keys({ NODE_DEBUG: value })).toEqual(['NODE_DEBUG']);
    expect(read({ ...complete, NODE_DEBUG: 'module' }).tenantId).toBe(guid(1));
  });

  test('what the AKS webhook injects is tolerated for workload identity, and only there', () => {
    const injected = { AZURE_CLIENT_ID: guid(7), AZURE_FEDERATED_TOKEN_FILE: '/x' };
    expect(keys(injected).toSorted()).toEqual(Object.keys(injected).toSorted());
    const env = { ...without('IDENTITY_CLIENT_SECRET'), IDENTITY_KIND: 'workload', IDENTITY_TOKEN_FILE: '/token' };
    // What was injected is not what is used.
    expect(read({ ...env, ...injected }).identity).toMatchObject({ kind: 'workload', clientId: guid(3) });
    expect(() => read({ ...env, ...injected, AZURE_CLIENT_SECRET: 'x' })).toThrow('AZURE_CLIENT_SECRET');
  });
});

describe('clouds', () => {
  const custom = { CLOUD: 'cloud.json', KEY_VAULT_URL: 'https://localhost:1006' };

  test('a custom cloud may have its vault on loopback', () => {
    expect(read({ ...complete, ...custom }).cloud).toMatchObject({ name: 'rehearsal', custom: true });
  });

  test.each(['managed', 'workload'])('a custom cloud refuses %s identity', (kind) => {
    expect(keys({ ...custom, IDENTITY_KIND: kind, IDENTITY_TOKEN_FILE: '/x' })).toEqual(['IDENTITY_KIND']);
  });

  test('a custom cloud refuses the machine’s identity for the bot: its real token would go to the custom connector', () => {
    const env = { ...without('BOT_APP_SECRET'), ...custom, BOT_APP_TYPE: 'UserAssignedMsi' };
    expect(refusal(env).problems.map((each) => each.key)).toEqual(['BOT_APP_TYPE']);
  });

  test.each([
    ['openIdMetadataUrl', 'http://elsewhere.test/keys'],
    ['openIdMetadataUrl', 'ftp://localhost/keys'],
    ['serviceUrls', ['http://elsewhere.test/']],
    ['serviceUrls', ['not a url']],
  ])('a custom cloud refuses chat %s %s; plain http is for this machine', (key, value) => {
    const cloudWith = (botFramework: object): string =>
      JSON.stringify({ ...customCloud, botFramework: { ...customCloud.botFramework, ...botFramework } });
    files['chat-cloud.json'] = cloudWith({ [key]: value });
    expect(keys({ ...custom, CLOUD: 'chat-cloud.json' })).toEqual(['CLOUD']);
    files['chat-cloud.json'] = cloudWith({
      openIdMetadataUrl: 'http://127.0.0.1:1/keys',
      serviceUrls: ['http://localhost:2/'],
    });
    expect(read({ ...complete, ...custom, CLOUD: 'chat-cloud.json' }).cloud.custom).toBe(true);
  });

  test('a custom cloud is all or nothing, and https throughout', () => {
    const found = problems({ ...custom, CLOUD: 'half-cloud.json' }).map((each) => each.problem);
    expect(found.join('\n')).toMatch(/graph[\s\S]*arm\.endpoint/);
  });

  test('a name that is no cloud and no file', () => {
    expect(keys({ CLOUD: 'mars' })).toEqual(['CLOUD']);
  });

  test.each(['public', 'usgov', 'china'])('%s: a vault outside its suffix, or on this machine, is refused', (CLOUD) => {
    for (const url of [
      'https://sp.vault.example.com',
      'https://vault.azure.net.example.com',
      'https://localhost:1',
      'https://127.0.0.1',
    ])
      expect(keys({ CLOUD, KEY_VAULT_URL: url })).toEqual(['KEY_VAULT_URL']);
  });

  test('a vault over plain http is refused everywhere', () => {
    expect(keys({ KEY_VAULT_URL: 'http://sp-prod.vault.azure.net' })).toEqual(['KEY_VAULT_URL']);
    expect(keys({ ...custom, KEY_VAULT_URL: 'http://localhost:1006' })).toEqual(['KEY_VAULT_URL']);
  });
});
