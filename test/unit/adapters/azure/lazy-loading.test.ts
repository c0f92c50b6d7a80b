import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

// A bot that only chats must not pay for SDKs it does not use: together they cost more memory than all the rest of it.

const root = resolve(import.meta.dirname, '../../../..');
const sdks = /^(@azure\/(?!core-auth)|@slack\/|nodemailer$)/;

/** What a fresh process prints that runs `script`, an ES module that may use `at(path)` for a file of the product. */
function run(script: string): string {
  const program = `
    const at = (path) => import(${JSON.stringify(`file://${root}/`)} + path);
    ${script}
  `;
  const words = ['--input-type=module', '--eval', program];
  return execFileSync(process.execPath, words, { cwd: join(root, 'test'), encoding: 'utf8' });
}

/** The SDKs a fresh process loads while it runs `script`. */
function loadedBy(script: string): string[] {
  const output = run(`
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({
      resolve(specifier, context, next) {
        const found = next(specifier, context);
        const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(found.url)?.[1];
        if (name) seen.add(name);
        return found;
      },
    });
    ${script}
    console.log(JSON.stringify([...seen]));
  `);
  return (JSON.parse(output) as string[]).filter((name) => sdks.test(name));
}

const build = `
  const { namedCloud } = await at('src/shared/cloud.ts');
  const { Secret } = await at('src/shared/secret.ts');
  const cloud = namedCloud('public');
  const { createCredential } = await at('adapters/azure/credential.ts');
  const credential = createCredential({ kind: 'secret', clientId: 'c', secret: new Secret('s') }, cloud, 't');
  const { createGraph } = await at('adapters/entra/graph-client.ts');
  const { createEntra } = await at('adapters/entra/entra.ts');
  const { createDirectory } = await at('adapters/entra/directory.ts');
  const { createTokenProof } = await at('adapters/entra/token-proof.ts');
  const { createAzure } = await at('adapters/azure/arm.ts');
  const { createVault } = await at('adapters/azure/vault.ts');
  const { createMailRelay } = await at('adapters/smtp/mail-relay.ts');
  const graph = createGraph(cloud, credential);
  createEntra(graph, 'c');
  createDirectory(graph);
  createTokenProof(cloud, 't');
  const azure = createAzure({ cloud, credential, tenantId: 't', subscriptionId: 's', acsResourceIds: [], roleDefinitionId: 'r' });
  createVault('https://v.vault.azure.net', credential);
  const relay = createMailRelay(cloud);
  relay.endpoint('acs');
`;

test('building every cloud adapter loads no SDK', () => {
  expect(loadedBy(build)).toEqual([]);
});

test('the program without Slack has nothing of Slack in memory', () => {
  expect(loadedBy(`await at('src/app.ts');`).filter((name) => name.startsWith('@slack/'))).toEqual([]);
});

test('the first call loads its own SDK and no other’s', () => {
  const own = loadedBy(`${build} await azure.listDomains();`);
  expect(own).toContain('@azure/arm-communication');
  expect(own).not.toContain('@azure/arm-authorization');
  expect(own).not.toContain('@azure/keyvault-secrets');
  expect(own).not.toContain('@azure/identity');
  expect(own).not.toContain('nodemailer');
});

// A start with work waiting calls all neighbours in the same moment. Node refuses to require a package that is just being imported.
test('all SDKs may be loaded at once', () => {
  const output = run(`${build}
    // Fails before anything is sent: it is the loading that counts.
    const none = { getToken: () => Promise.reject(new Error('no token')) };
    const options = { cloud, credential: none, tenantId: 't', subscriptionId: 's', acsResourceIds: [], roleDefinitionId: 'r' };
    const all = createAzure(options);
    const calls = [
      createEntra(createGraph(cloud, none), 'c').findApplication('x'),
      all.roleDefinition(),
      all.listDomains(),
      createVault('https://v.vault.azure.net', none).get('n', 'v'),
    ];
    const ends = await Promise.allSettled(calls);
    console.log(ends.map((end) => end.reason?.code ?? end.reason?.name ?? 'fine').join('\\n'));
  `);
  const codes = output.trim().split('\n');
  expect(codes).toHaveLength(4);
  expect(codes.filter((code) => code.startsWith('ERR_'))).toEqual([]);
});
