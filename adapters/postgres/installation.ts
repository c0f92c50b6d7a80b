import { SendpassError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import type { SettingKey } from '../../src/shared/port-settings.ts';
import type { Db } from './schema.ts';

/** Of several instances that start together on an empty database one puts its id there; all get that one. */
export const ensureInstallationId = (db: Db, at: Date): Promise<string> =>
  setOnce(db, { key: 'installation-id', value: newId(), at });

/** A copied database must not write into another cloud, nor a bot with a changed configuration into this one. */
export async function stampCloud(db: Db, fingerprint: string, at: Date): Promise<void> {
  const stamped = await setOnce(db, { key: 'cloud-fingerprint', value: fingerprint, at });
  if (stamped === fingerprint) return;
  throw new SendpassError({
    code: 'other-cloud',
    kind: 'needs-person',
    advice:
      'This database belongs to another cloud or tenant than the one that is configured. Set CLOUD and TENANT_ID back, or use a new database.',
  });
}

async function setOnce(db: Db, row: { key: SettingKey; value: string; at: Date }): Promise<string> {
  await db
    .insertInto('settings')
    .values(row)
    .onConflict((it) => it.column('key').doNothing())
    .execute();
  return (await db.selectFrom('settings').select('value').where('key', '=', row.key).executeTakeFirstOrThrow()).value;
}
