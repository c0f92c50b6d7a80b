import { refreshRequest } from '../../../src/chat/refresh-cards.ts';
import { approver, type createRoom, request, sender } from './fixtures.ts';
import { mainRoute } from './main-route.ts';

type Room = ReturnType<typeof createRoom>;

/** A request that waits, with its cards posted. */
export async function arrangeWaiting(room: Room): Promise<void> {
  await room.say(approver, 'approvals here', '#approvals');
  await room.repos.senders.insert(sender);
  await room.repos.requests.insert(request);
  await room.transact((repos) => refreshRequest(repos, request.id));
  await room.work();
}

/** Approved, proven, with one current secret; both owners have their cards. */
export async function arrangeReady(room: Room): Promise<void> {
  await room.repos.requests.insert({
    ...request,
    state: 'approved',
    decision: { by: approver.id, at: room.clock.now(), verdict: 'approved', reason: null, version: 1 },
  });
  await room.repos.senders.insert({ ...sender, state: 'ready', provenAt: room.clock.now() });
  await room.repos.senders.saveRoute({ ...mainRoute, id: 'rt1', state: 'proven' });
  await room.repos.senders.saveStep({
    routeId: 'rt1',
    kind: 'application',
    name: 'sendpass-snd1-1',
    state: 'done',
    externalId: 'obj',
    facts: { appId: 'aaaaaaaa-0000-4000-8000-000000000000' },
    reason: null,
    reasonCode: null,
    intendedAt: room.clock.now(),
    doneAt: room.clock.now(),
    tookMs: 800,
  });
  await room.repos.senders.saveCredential({
    id: 'crd1',
    routeId: 'rt1',
    no: 1,
    operationId: 'op',
    keyId: 'key',
    vaultName: 'sendpass-snd1-1',
    vaultVersion: 'v1',
    endsAt: new Date('2027-05-20T00:00:00Z'),
    state: 'current',
    placesDone: [],
  });
  await room.transact((repos) => refreshRequest(repos, request.id));
  await room.work();
}
