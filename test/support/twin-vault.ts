import { randomUUID } from 'node:crypto';
import type { Vault } from '../../src/provisioning/port-vault.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { Secret } from '../../src/shared/secret.ts';

/** One version of a secret, as the vault of the twin keeps it. */
export type TwinVersion = {
  name: string;
  version: string;
  value: string;
  tags: Record<string, string>;
  expiresOn: Date;
  enabled: boolean;
};

const notFound = (): SendpassError =>
  new SendpassError({ code: 'vault-not-found', kind: 'not-yet', advice: 'twin: vault-not-found' });

/** The vault as its port promises it. */
export function twinVault(world: { vault: TwinVersion[] }): Vault {
  return {
    name: 'sp-prod',
    async put({ name, secret, endsAt, tags }) {
      const version = randomUUID();
      world.vault.push({ name, version, value: secret.expose('vault'), tags, expiresOn: endsAt, enabled: true });
      return { version };
    },
    async get(name, version) {
      const found = world.vault.find((each) => each.name === name && each.version === version);
      if (!found?.enabled) throw notFound();
      return new Secret(found.value);
    },
    versions: async (name) => world.vault.filter((each) => each.name === name).toReversed(),
    async disable(name, version) {
      for (const each of world.vault) if (each.name === name && each.version === version) each.enabled = false;
    },
    async remove(name) {
      world.vault = world.vault.filter((each) => each.name !== name);
    },
  };
}
