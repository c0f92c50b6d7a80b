import type { Cloud } from './shared/cloud.ts';
import { Secret } from './shared/secret.ts';

export type StoreConfig =
  | { kind: 'pglite'; dataDir: string }
  /** `entra`: no password anywhere, each connection brings a token of Sendpass's own identity. */
  | { kind: 'postgres'; url: Secret; auth: 'password' | 'entra'; dataDir: string };

type Key = 'DATABASE_URL' | 'DATABASE_AUTH' | 'DATA_DIR';
type Report = (key: string, problem: string, fix: string) => void;

/** Where Sendpass keeps what it knows. The address is never quoted: it may hold a password. */
export function readStore(read: (key: Key) => string, cloud: Cloud | undefined, report: Report): StoreConfig {
  const [url, auth] = [read('DATABASE_URL'), read('DATABASE_AUTH') || 'password'];
  if (auth !== 'password' && auth !== 'entra') report('DATABASE_AUTH', `is "${auth}"`, 'Set it to password or entra.');
  // With a server it is where move-store moves from, or back to.
  const dataDir = read('DATA_DIR') || 'data';
  if (url === '') {
    if (auth === 'entra')
      report('DATABASE_URL', 'is not set', 'DATABASE_AUTH=entra needs postgres://USER@HOST/DATABASE.');
    return { kind: 'pglite', dataDir };
  }
  const parsed = /^postgres(ql)?:\/\//.test(url) ? URL.parse(url) : null;
  if (parsed === null || parsed.pathname.length < 2)
    report(
      'DATABASE_URL',
      'is not a postgres:// address with host and database',
      'Set it: postgres://USER@HOST/DATABASE.',
    );
  if (auth !== 'entra') return { kind: 'postgres', url: new Secret(url), auth: 'password', dataDir };
  if (parsed?.password)
    report('DATABASE_URL', 'has a password although DATABASE_AUTH is entra', 'Take the password out of it.');
  if (cloud && !cloud.database)
    report('DATABASE_AUTH', 'is entra, and this cloud has no tokens for databases', 'Use password with it.');
  return { kind: 'postgres', url: new Secret(url), auth: 'entra', dataDir };
}
