import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { approve, chooseChannel, playRequest, until } from '../support/scenario-play.ts';
import type { Form } from '../support/scenario-play.ts';
import { clouds, quick } from './clouds.ts';
import { rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { openBot, openSandbox, startRival } from './stage.ts';

type Round = { ours: number; floor: number; rival: number };

/**
 * Seconds from the approver's click (put on the wire) to the reply of the first log-in that the mail service took, over the floor that the
 * sandbox computes from what it drew; n seeds, each also played by the rival with the same draws. `ratio` is the worst of the n.
 */
export async function approveToWorking({ store, n = 5, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  await openBot(sandbox, store);
  await chooseChannel(sandbox);
  const rounds: (Round & { ratio: number })[] = [];
  for (let each = 0; each < n; each++) {
    const { ours, floor } = await playOurs(sandbox, seed + each);
    const rival = await playRival(sandbox, seed + each);
    rounds.push({ ours, floor, rival, ratio: ours / floor });
    say(
      `seed ${seed + each}: ours ${ours.toFixed(1)} s, floor ${floor.toFixed(1)} s (${(ours / floor).toFixed(3)}), seeds' order ${rival.toFixed(1)} s`,
    );
  }
  const mean = (pick: (round: Round) => number): number =>
    rounded(rounds.reduce((sum, round) => sum + pick(round), 0) / n);
  return {
    measure: 'approve-to-working',
    ours: mean((round) => round.ours),
    rival: mean((round) => round.rival),
    ratio: rounded(Math.max(...rounds.map((round) => round.ratio)), 3),
    goal: 1.1,
    store,
    n,
    seed,
    floor: mean((round) => round.floor),
    ratios: rounds.map((round) => rounded(round.ratio, 3)),
  };
}

async function playOurs(sandbox: SandboxProcess, seed: number): Promise<{ ours: number; floor: number }> {
  await sandbox.putFaults(quick);
  const form: Partial<Form> = { appName: `Measured ${seed}`, localPart: `measured-${seed}` };
  const card = await playRequest(sandbox, form);
  await sandbox.putFaults({ ...clouds, seed });
  const before = await sandbox.state();
  const known = new Set((before['applications'] as Json[]).map((each) => each['appId']));
  const mails = (before['mail'] as Json[]).length;
  await approve(sandbox, card);
  const clicked = await until('the click on the wire', async () => (await sandbox.requests()).findLast(isApproval));
  const made = await until('an application', async () =>
    ((await sandbox.state())['applications'] as Json[]).find((each) => !known.has(each['appId'])),
  );
  const { at, floor } = await untilWorking(sandbox, made['appId'], made['uniqueName']);
  // Nothing of ours may still be drawing when the rival starts.
  await until('the test mail', async () => ((await sandbox.state())['mail'] as Json[]).length > mails);
  return { ours: (at - Date.parse(clicked['at'])) / 1000, floor };
}

const isApproval = (each: Json): boolean =>
  each['neighbour'] === 'bot' && each['requestBody']?.value?.action?.verb === 'approve';

async function playRival(sandbox: SandboxProcess, seed: number): Promise<number> {
  const { domains, acs } = await sandbox.state();
  const domain = (domains as Json[]).find((each) => each['name'] === 'mail.contoso.com');
  const linked = (acs as Json[]).flatMap((each) => each['linkedDomains'] as string[]);
  const appName = `rival-${seed}`;
  const env = {
    APP_NAME: appName,
    DOMAIN_RESOURCE_ID: linked.find((each) => each.endsWith(`/${String(domain?.['name'])}`)) ?? '',
  };
  await sandbox.putFaults({ ...clouds, seed });
  const rival = await startRival(sandbox, 'seeds-order.ts', { env });
  const appId = await rival.line(/^working (\S+)/);
  const started = Number(await rival.line(/^started (\d+)/));
  const { at } = await untilWorking(sandbox, appId, appName);
  await rival.stop();
  return (at - started) / 1000;
}

/** When the reply to the first accepted log-in of that application left, in ms since 1970. */
async function untilWorking(
  sandbox: SandboxProcess,
  appId: string,
  name: string,
): Promise<{ at: number; floor: number }> {
  const logIn = await until(
    'a proven log-in',
    async () => (await sandbox.requests()).find((each) => isLogIn(each, appId)),
    { within: 180_000 },
  );
  const { chain, totalMs } = await sandbox.control('GET', `/_sandbox/floor?uniqueName=${encodeURIComponent(name)}`);
  const latency = Number((chain as Json[]).at(-1)?.['ms']);
  return { at: Date.parse(logIn['at']) + latency, floor: Number(totalMs) / 1000 };
}

const isLogIn = (each: Json, appId: string): boolean =>
  each['neighbour'] === 'smtp' &&
  each['method'] === 'AUTH' &&
  each['status'] === 235 &&
  JSON.stringify(each['requestBody']).includes(appId);
