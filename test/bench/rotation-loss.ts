import { confirmOn, rotateAndShow, tick } from '../support/life-play.ts';
import { mailEvery } from '../support/mail-load.ts';
import type { Load } from '../support/mail-load.ts';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { approve, chooseChannel, playRequest, reveal, until, untilReady } from '../support/scenario-play.ts';
import { clouds, quick } from './clouds.ts';
import { rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { openBot, openSandbox, startRival } from './stage.ts';

type Round = { sent: number; failed: string[] };

const pace = 1_000;
/** How long it goes on mailing after the change: longer than any replica of the clouds lags. */
const after = 25;

/**
 * Mails that were refused while the secret was changed, over all that were sent: a sender whose two places mail once a second each and never try
 * a second time. Each place has the new secret from the moment in which its owner could paste it.
 */
export async function rotationLoss({ store, n = 1, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  await openBot(sandbox, store);
  await chooseChannel(sandbox);
  const ours: Round[] = [];
  const rivals: Round[] = [];
  for (let each = 0; each < n; each++) {
    ours.push(await playOurs(sandbox, seed + each));
    rivals.push(await playRival(sandbox, seed + each));
    say(`seed ${seed + each}: ours ${told(ours.at(-1))}, reset ${told(rivals.at(-1))}`);
  }
  const sum = (rounds: Round[], pick: (round: Round) => number): number =>
    rounds.reduce((all, round) => all + pick(round), 0);
  const [failed, sent] = [sum(ours, (round) => round.failed.length), sum(ours, (round) => round.sent)];
  return {
    measure: 'rotation-loss',
    ours: failed,
    rival: sum(rivals, (round) => round.failed.length),
    ratio: rounded(failed / sent, 4),
    goal: 0,
    store,
    n,
    seed,
    sent,
    rivalSent: sum(rivals, (round) => round.sent),
    firstFailed: ours.flatMap((round) => round.failed)[0] ?? null,
  };
}

const told = (round?: Round): string => `${round?.failed.length} of ${round?.sent} failed`;

async function playOurs(sandbox: SandboxProcess, seed: number): Promise<Round> {
  await sandbox.putFaults(quick);
  const appName = `Rotated ${seed}`;
  const localPart = `rotated-${seed}`;
  await approve(sandbox, await playRequest(sandbox, { appName, localPart }));
  const first = await reveal(sandbox, await untilReady(sandbox, appName));
  await confirmOn(sandbox, 'It is installed…');
  await sandbox.putFaults({ ...clouds, seed });
  const places = await mailing(sandbox, { from: `${localPart}@mail.contoso.com`, secret: first });
  await until('mails before it', async () => places.every((each) => each.sent() > 5));
  const second = await rotateAndShow(sandbox);
  for (const [no, place] of places.entries()) {
    place.give(second);
    await tick(sandbox, no === 0 ? '0' : '0,1');
  }
  const gone = async (): Promise<boolean> => (await passwordsOf(sandbox, appName)) === 1;
  await until('the old secret to be gone', gone, { within: 180_000 });
  return ended(places);
}

async function passwordsOf(sandbox: SandboxProcess, appName: string): Promise<number> {
  const { applications, passwords } = await sandbox.state();
  const mine = (applications as Json[]).find((each) => String(each['displayName']).includes(appName));
  return (passwords as Json[]).filter((each) => each['appId'] === mine?.['appId']).length;
}

async function playRival(sandbox: SandboxProcess, seed: number): Promise<Round> {
  await sandbox.putFaults(quick);
  const { domains, acs } = await sandbox.state();
  const domain = (domains as Json[]).find((each) => each['name'] === 'mail.contoso.com');
  const linked = (acs as Json[]).flatMap((each) => each['linkedDomains'] as string[]);
  const appName = `reset-${seed}`;
  const id = linked.find((each) => each.endsWith(`/${String(domain?.['name'])}`)) ?? '';
  const maker = await startRival(sandbox, 'seeds-order.ts', { env: { APP_NAME: appName, DOMAIN_RESOURCE_ID: id } });
  const appId = await maker.line(/^working (\S+)/);
  await maker.stop();
  const { TENANT_ID = '', ACS_RESOURCE_IDS = '' } = await sandbox.env();
  const username = `${ACS_RESOURCE_IDS.split(',')[0]?.split('/').at(-1)}|${appId}|${TENANT_ID}`;
  const newest = async () => ({ username, password: (await sandbox.secrets()).at(-1) ?? '' });
  const places = await mailing(sandbox, { from: `${appName}@mail.contoso.com`, secret: await newest() });
  await until('mails before it', async () => places.every((each) => each.sent() > 5));
  await sandbox.putFaults({ ...clouds, seed });
  const reset = await startRival(sandbox, 'reset.ts', { env: { APP_ID: appId } });
  await reset.line(/^reset (\d)/);
  for (const place of places) place.give(await newest());
  await reset.stop();
  return ended(places);
}

const mailing = (sandbox: SandboxProcess, wish: Parameters<typeof mailEvery>[2]): Promise<Load[]> =>
  Promise.all([mailEvery(pace, sandbox, wish), mailEvery(pace, sandbox, wish)]);

async function ended(places: Load[]): Promise<Round> {
  const then = places.map((each) => each.sent());
  const went = async (): Promise<boolean> => places.every((each, no) => each.sent() > (then[no] ?? 0) + after);
  await until('mails after it', went, { within: 120_000 });
  const rounds = await Promise.all(places.map((each) => each.stop()));
  return { sent: rounds.reduce((all, each) => all + each.sent, 0), failed: rounds.flatMap((each) => each.failed) };
}
