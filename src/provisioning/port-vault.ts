import type { Secret } from '../shared/secret.ts';

export type VaultVersion = {
  version: string;
  tags: Record<string, string>;
  expiresOn: Date | undefined;
  enabled: boolean;
};

/** Key Vault secrets. Same error contract as port-entra. */
export type Vault = {
  /** The vault's host or name, for people. */
  name: string;
  put(wish: { name: string; secret: Secret; endsAt: Date; tags: Record<string, string> }): Promise<{ version: string }>;
  get(name: string, version: string): Promise<Secret>;
  /** Versions without values, newest first; empty when there is none. */
  versions(name: string): Promise<VaultVersion[]>;
  /** Nobody reads this version any more; resolves also when it is gone. */
  disable(name: string, version: string): Promise<void>;
  /** Soft delete; resolves also when it is gone. */
  remove(name: string): Promise<void>;
};
