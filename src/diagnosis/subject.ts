import type { Senders } from '../senders/port-senders.ts';
import type { Credential, Sender } from '../senders/sender.ts';

/** A sender as the looks need it; what was never made is undefined. */
export type Subject = {
  sender: Sender;
  appId: string | undefined;
  principalId: string | undefined;
  credential: Credential | undefined;
};

export async function subjectOf(senders: Senders, sender: Sender): Promise<Subject> {
  const route = await senders.route(sender.id);
  const fact = async (kind: 'application' | 'principal', name: string): Promise<string | undefined> =>
    route && (await senders.step(route.id, kind))?.facts[name];
  const credentials = route ? await senders.credentials(route.id) : [];
  return {
    sender,
    appId: await fact('application', 'appId'),
    principalId: await fact('principal', 'principalId'),
    credential: credentials.findLast((each) => each.state === 'current' || each.state === 'stored'),
  };
}
