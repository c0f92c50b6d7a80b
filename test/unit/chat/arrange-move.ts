import { policySchema } from '../../../src/policy/policy.ts';
import type { StepKind } from '../../../src/senders/sender.ts';
import { relays } from '../../../src/relays/relays.ts';
import { arrangeReady } from './arrange.ts';
import { approver, type createRoom, guid, sender } from './fixtures.ts';

type Room = ReturnType<typeof createRoom>;

export const bothRelays = policySchema.parse({
  approvers: [{ people: [approver.id] }],
  operators: [{ people: [guid(8)] }],
  domains: ['mail.contoso.com'],
  exchange: { domains: ['contoso.com'], outsideMailbox: 'outside@contoso.com' },
});

/** A form as the owner of a sender on ACS sends it, to move to Exchange. */
export const moveValues = {
  senderId: sender.id,
  why: 'ACS Email ends in 2028',
  localPart: 'invoices',
  domain: 'contoso.com',
  displayName: 'Contoso Invoices',
  recipients: 'external',
  perHour: '40',
  perDay: '600',
  lifetime: 'P6M',
  client: 'node',
  places: 'web-02, printer 3rd floor',
  delivery: 'reveal',
  mailboxes: '',
};

/** A ready sender on ACS, both relays in the policy, and a directory that has the mailbox. */
export async function arrangeMovable(room: Room): Promise<void> {
  Object.assign(room.deps, { policy: bothRelays });
  room.deps.directory.findByAddress = async (address) => ({
    kind: 'person',
    name: 'Contoso Invoices',
    objectId: guid(7),
    mailbox: { address, signsIn: false },
  });
  await room.say(approver, 'approvals here', '#approvals');
  await arrangeReady(room);
}

/** The next route as converge leaves it once it is proven. */
export async function proveNext(room: Room): Promise<void> {
  const { senders } = room.repos;
  const next = (await senders.routes(sender.id)).find((each) => each.role === 'next')!;
  await senders.saveRoute({ ...next, state: 'proven' });
  const now = room.clock.now();
  const facts: Partial<Record<StepKind, Record<string, string>>> = {
    application: { appId: 'bbbbbbbb-0000-4000-8000-000000000000' },
    principal: { principalId: 'cccccccc-0000-4000-8000-000000000000' },
  };
  for (const kind of relays[next.relay].steps(next.desired))
    await senders.saveStep({
      routeId: next.id,
      kind,
      name: 'x',
      state: 'done',
      externalId: 'obj',
      facts: facts[kind] ?? {},
      reason: null,
      reasonCode: null,
      intendedAt: now,
      doneAt: now,
      tookMs: 800,
    });
  await senders.saveCredential({
    id: 'crd2',
    routeId: next.id,
    no: 101,
    operationId: 'op2',
    keyId: 'key2',
    vaultName: 'sendpass-snd1-101',
    vaultVersion: 'v2',
    endsAt: new Date('2027-05-20T00:00:00Z'),
    state: 'current',
    placesDone: [],
  });
}
