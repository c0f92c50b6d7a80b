import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { SandboxProcess } from './sandbox.ts';

/** What a program was given to log in with. */
export type Given = { username: string; password: string };

/** One place where a sender is used: it mails at a steady pace with what it was given last, and never tries a second time. */
export type Load = {
  give(secret: Given): void;
  sent(): number;
  /** Ends it, once what is on its way is through; an entry for each mail that was not taken. */
  stop(): Promise<{ sent: number; failed: string[] }>;
};

/** Each mail by a connection and a log-in of its own, as a script does it: so each one depends on the secret. */
export async function mailEvery(
  ms: number,
  sandbox: SandboxProcess,
  { from, secret }: { from: string; secret: Given },
): Promise<Load> {
  const { smtp } = await sandbox.cloud();
  const failed: string[] = [];
  const underWay = new Set<Promise<void>>();
  let given = secret;
  let sent = 0;
  const one = async (no: number): Promise<void> => {
    const auth = { user: given.username, pass: given.password };
    const transport = createTransport({ ...smtp.acs, requireTLS: true, auth });
    try {
      await transport.sendMail({
        from,
        to: 'mara.lindt@contoso.com',
        subject: `Load ${no}`,
        text: 'Of a steady load.',
      });
    } catch (thrown) {
      failed.push(`${no}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    } finally {
      transport.close();
    }
  };
  const over = new AbortController();
  const run = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const work = one(++sent).finally(() => underWay.delete(work));
      underWay.add(work);
      await sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    give: (next) => void (given = next),
    sent: () => sent,
    async stop() {
      over.abort();
      await running;
      await Promise.all(underWay);
      return { sent, failed };
    },
  };
}
