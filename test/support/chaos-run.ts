import { expect } from 'vitest';
import type { Bot } from './bot.ts';
import { forget, startBot } from './bot.ts';
import { nameOf } from './chaos-events.ts';
import type { WireEvent } from './chaos-events.ts';
import { playSteps } from './chaos-player.ts';
import type { Story } from './chaos-story.ts';
import type { FaultRule, Faults, Json, SandboxProcess } from './sandbox.ts';
import { buttonsOf, dataOf } from './scenario-cards.ts';
import type { Message } from './scenario-cards.ts';
import { messagesIn, until } from './scenario-play.ts';
import { brief, logOf, prepare } from './scenario-scene.ts';
import { secretsLeft } from './scenario-secrets.ts';
import { expectOneCredential, expectWorld, nothing } from './scenario-world.ts';

export type When = 'before' | 'after';

/** The wire of one calm run to its end. */
export async function recordRun(sandbox: SandboxProcess, story: Story): Promise<Json[]> {
  await prepare(sandbox, { faults: brief });
  const bot = await startBot(sandbox, story.bot);
  try {
    await playSteps(sandbox, story.begin);
    await expectWorld(sandbox, story.installed);
    await playSteps(sandbox, story.end);
    await expectWorld(sandbox, nothing);
    return await sandbox.requests();
  } catch (thrown) {
    console.error(logOf(bot));
    throw thrown;
  } finally {
    await bot.stop();
    forget(bot);
  }
}

/** `missed`: the run did not come to that event (polls differ in number), so nothing was tried. */
export type Tried = 'killed' | 'missed';

/**
 * A fresh world and a fresh bot; the sandbox kills it before or after the event; it is started again and the job goes on to its end. Then
 * there is one of everything. A kill counts only when the sandbox says that it was this event.
 */
export async function killAt(sandbox: SandboxProcess, story: Story, event: WireEvent, when: When): Promise<Tried> {
  await prepare(sandbox, { faults: brief });
  const bot = await startBot(sandbox, story.bot);
  const pid = bot.pid();
  await sandbox.putFaults({ rules: [{ match: event.match, nth: event.nth, kill: { pid, when } }] });
  return play(sandbox, story, bot, {
    what: `kill ${when} ${nameOf(event)}, pid ${pid}`,
    fired: async () => {
      const fired = ((await sandbox.state())['faultsFired'] as Json[]).map((each) => String(each['did']));
      if (fired.length === 0) return 'missed';
      expect(fired).toEqual([`kill ${pid} ${when}`]);
      return 'killed';
    },
  });
}

/** The job under rules that refuse, drop or delay; the bot lives. Gives what fired and the whole wire. */
export async function playUnder(
  sandbox: SandboxProcess,
  story: Story,
  what: string,
  faults: Faults,
): Promise<{ fired: Json[]; made: Json[] }> {
  await prepare(sandbox, { faults: brief });
  await sandbox.putFaults(faults);
  const bot = await startBot(sandbox, story.bot);
  await play(sandbox, story, bot, { what });
  return { fired: (await sandbox.state())['faultsFired'] as Json[], made: await sandbox.requests() };
}

export const rule = (neighbour: string, method: string, path: string, what: Omit<FaultRule, 'match'>): FaultRule => ({
  match: { neighbour, method, path },
  ...what,
});

export type Play = {
  /** For people. */
  what: string;
  /** Whether it was killed; asked at the end. */
  fired?: () => Promise<Tried>;
  /** After a death, before the new process can have come to any wire. */
  died?: (newPid: number) => Promise<void>;
  /** When it is installed: from here on the bot lives. */
  installed?: () => Promise<void>;
};

/** The whole story with a supervisor; then one of everything, then nothing, and no secret written down. Ends the bot. */
export async function play(sandbox: SandboxProcess, story: Story, bot: Bot, wish: Play): Promise<Tried> {
  const { what, fired = async () => 'killed', died, installed } = wish;
  let since = 0;
  const nurse = keepAlive(bot, async (newPid) => {
    since = performance.now();
    await died?.(newPid);
  });
  try {
    await playSteps(sandbox, story.begin, () => since);
    await installed?.();
    // A stray password of an interrupted step goes within two minutes (design.md, "Reads lag").
    expectOneCredential(await expectWorld(sandbox, story.installed, 150_000));
    await expectNoSecondCard(sandbox);
    await expectNoSecondMail(sandbox, story.mails);
    await playSteps(sandbox, story.end, () => since);
    await expectWorld(sandbox, nothing, 150_000);
    const tried = await fired();
    await nurse.stop();
    expect(await secretsLeft(sandbox, bot)).toEqual([]);
    console.info(tried === 'missed' ? `${what}: did not come to it` : what);
    return tried;
  } catch (thrown) {
    console.error(`${what}\n${logOf(bot)}`);
    throw thrown;
  } finally {
    await nurse.stop();
    await bot.stop();
    forget(bot);
  }
}

/** Work goes on while it starts, so the next kill may come before it says that it is ready. */
function unlessKilled(thrown: unknown): void {
  if (!(thrown instanceof Error && /SIGKILL before it was ready/.test(thrown.message))) throw thrown;
}

/** What a supervisor does: whenever the process ends, it is started again. */
function keepAlive(bot: Bot, died: (newPid: number) => Promise<void>): { stop(): Promise<void> } {
  const over = Promise.withResolvers<'over'>();
  const watch = async (): Promise<void> => {
    while ((await Promise.race([bot.ended(), over.promise])) !== 'over') await bot.restart(died).catch(unlessKilled);
  };
  const watching = watch();
  // Awaited at the end; until then a bot that does not start again fails the play by its silence, so it is said here at once.
  watching.catch((thrown: unknown) => console.error(thrown));
  return {
    async stop() {
      over.resolve('over');
      await watching;
    },
  };
}

const matterOf = (message: Message): string => {
  const [title = ''] = buttonsOf(message);
  const { requestId, senderId, taskId } = dataOf(message, title);
  return String(taskId ?? senderId ?? requestId ?? '');
};

/**
 * A kill during a post may leave a second copy. It is inert: the first click on it changes nothing and takes it away, and the one that
 * stays still works (facts/chat, design.md "Chat").
 */
export async function expectNoSecondCard(sandbox: SandboxProcess): Promise<void> {
  for (const conversation of ['approvals', 'personal:owner', 'personal:owner2']) {
    const live = async (): Promise<Message[]> =>
      (await messagesIn(sandbox, conversation)).filter((each) => each.from === 'bot' && matterOf(each) !== '');
    const byMatter = Map.groupBy(await live(), matterOf);
    for (const [matter, copies] of byMatter) {
      if (copies.length < 2) continue;
      const from = conversation.replace('personal:', '').replace('approvals', 'approver');
      for (const copy of copies.slice(0, -1)) {
        const before = JSON.stringify((await sandbox.state())['applications']);
        await sandbox.action({ from, message: copy.id, action: harmless(copy) }).catch(() => undefined);
        expect(JSON.stringify((await sandbox.state())['applications'])).toBe(before);
      }
      const remaining = async (): Promise<number> => (await live()).filter((each) => matterOf(each) === matter).length;
      await until(`the second card in ${conversation} to go`, async () => (await remaining()) <= 1);
    }
  }
}

/** The last button opens a dialog or asks for a mail; the first may decide. */
const harmless = (message: Message): string =>
  buttonsOf(message).find((each) => /…|test mail/.test(each)) ?? buttonsOf(message)[0] ?? '';

/** A repeated test mail is the same mail to whoever receives it. */
async function expectNoSecondMail(sandbox: SandboxProcess, mails: number): Promise<void> {
  const mail = (await sandbox.state())['mail'] as Json[];
  expect(new Set(mail.map((each) => each['messageId'])).size).toBe(mails);
}
