// The application that uses the credentials, in each of its places: four mails a second, none of them tried a second time.
import { createTransport } from 'nodemailer';
import type { Json, Sandbox } from './sandbox-client.ts';

/** What the owner pasted. */
export type Given = { username: string; password: string };

export type Load = {
  give(secret: Given): void;
  sent(): number;
  stop(): Promise<{ sent: number; failed: string[] }>;
};

type Cloud = { smtp: { acs: { host: string; port: number } }; ca: string };

/** One mail with it; the server's words when it was refused, else null. */
export async function mailWith(sandbox: Sandbox, given: Given): Promise<string | null> {
  const { smtp, ca } = JSON.parse(await sandbox.text('/_sandbox/cloud')) as Cloud;
  return mail({ smtp, ca }, given);
}

async function mail({ smtp, ca }: Cloud, { username, password }: Given): Promise<string | null> {
  const auth = { user: username, pass: password };
  const transport = createTransport({ ...smtp.acs, requireTLS: true, auth, tls: { ca } });
  const from = 'Contoso Invoices <invoices@mail.contoso.com>';
  try {
    await transport.sendMail({ from, to: 'mara.lindt@contoso.com', subject: 'Invoice', text: 'Attached.' });
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    transport.close();
  }
}

/** A place that mails at that pace, with whatever it was given last. */
export async function mailEvery(ms: number, sandbox: Sandbox, secret: Given): Promise<Load> {
  const cloud = JSON.parse(await sandbox.text('/_sandbox/cloud')) as Cloud;
  const failed: string[] = [];
  const underWay = new Set<Promise<void>>();
  let given = secret;
  let sent = 0;
  const one = async (): Promise<void> => {
    const refused = await mail(cloud, given);
    if (refused !== null) failed.push(refused);
  };
  const clock = setInterval(() => {
    sent += 1;
    const work = one().finally(() => underWay.delete(work));
    underWay.add(work);
  }, ms);
  return {
    give: (next) => void (given = next),
    sent: () => sent,
    async stop() {
      clearInterval(clock);
      await Promise.all(underWay);
      return { sent, failed };
    },
  };
}

/** The user name and the password of a dialog that shows them. */
export function givenBy(card: Json, secrets: string[]): Given {
  const words = JSON.stringify(card);
  const username = /[\w-]+\|[0-9a-f-]{36}\|[0-9a-f-]{36}/.exec(words)?.[0];
  const password = secrets.find((each) => words.includes(each));
  if (username === undefined || password === undefined) throw new Error('the dialog shows no credential');
  return { username, password };
}
