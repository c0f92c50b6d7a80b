import { beforeAll, describe, expect, test } from 'vitest';
import { clientIds } from '../../src/clients/client-id.ts';
import { clientProfiles } from '../../src/clients/client-profiles.ts';
import { clientRuns } from '../support/client-runs.ts';
import type { Json } from '../support/sandbox.ts';
import { approve, playRequest, reveal, untilReady } from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// What an owner pastes, run by the program it is for, against the relay, with credentials that were really revealed.

// Replicas are not what this is about (docs/decisions/0004-brief-lag-in-chaos.md).
const scene = sharedScene({ faults: brief });
const shown: Record<'long' | 'short', { from: string; revealed: Revealed } | undefined> = {
  long: undefined,
  short: undefined,
};

async function credentials(appName: string, localPart: string, client: string) {
  const { sandbox } = scene();
  await approve(sandbox, await playRequest(sandbox, { appName, localPart, client }));
  const revealed = await reveal(sandbox, await untilReady(sandbox, appName));
  return { from: `${localPart}@mail.contoso.com`, revealed };
}

beforeAll(async () => {
  [shown.long, shown.short] = await Promise.all([
    credentials('Ledger', 'ledger', 'php'),
    credentials('Scanner', 'scanner', 'printer'),
  ]);
}, 120_000);

/** Mails that came from this address so far. */
async function mailsFrom(address: string): Promise<Json[]> {
  const { mail } = await scene().sandbox.state();
  return (mail as Json[]).filter((each) => String(each['from']).includes(address));
}

async function send(client: (typeof clientIds)[number], username: string, who: 'long' | 'short') {
  const { from, revealed } = shown[who] ?? expect.fail('nothing was revealed');
  const { smtp, ca } = (await scene().sandbox.cloud()) as { smtp: { acs: { host: string; port: number } }; ca: string };
  const input = { ...smtp.acs, username, password: revealed.password, from, displayName: "Contoso's mail" };
  const before = (await mailsFrom(from)).length;
  const run = clientRuns[client].password?.run ?? expect.fail(`${client} does not log in with a password`);
  const ran = await run({ settings: { login: 'password', input }, to: 'mara.lindt@contoso.com', ca });
  expect(ran, ran.output).toMatchObject({ code: 0 });
  await expect.poll(async () => (await mailsFrom(from)).length, { timeout: 20_000 }).toBeGreaterThan(before);
}

describe('settings run against the relay', () => {
  for (const client of clientIds) {
    const { password } = clientRuns[client];
    if (!password) continue;
    const { skip } = password;
    // CI installs every program there is in Debian: a missing one there is a mistake of .ci/run.
    const missing = skip !== null && !(process.env['CI'] && clientProfiles[client].speaks.password?.tested);
    test.skipIf(missing)(`${client}${skip === null ? '' : `: ${skip}`}`, { timeout: 60_000 }, () =>
      send(client, shown.long?.revealed.username ?? '', 'long'),
    );
  }
});

describe('all three forms of the user name log in', () => {
  test('with dots instead of bars', () =>
    send('node', (shown.long?.revealed.username ?? '').replaceAll('|', '.'), 'long'));

  test('the short one of a client that cannot hold the others', async () => {
    const { sandbox } = scene();
    const [entry] = (await sandbox.state())['smtpUsernames'] as Json[];
    const short = String(entry?.['username']);
    expect(short.length).toBeLessThanOrEqual(20);
    expect(shown.short?.revealed.words).toContain(short);
    await send('node', short, 'short');
  });
});

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
