import type { View } from '../../../src/chat/view.ts';
import { arrangeReady } from './arrange.ts';
import { approver, owner, second, stranger } from './fixtures.ts';
import type { createRoom } from './fixtures.ts';

type Room = ReturnType<typeof createRoom>;
export type Diagnosis = Extract<View, { view: 'diagnosis' }>;

export const appId = 'aaaaaaaa-0000-4000-8000-000000000000';
export const refused = '535 5.7.3 Authentication unsuccessful';
export const hour = 3_600_000;

/** A sender that was proven an hour ago, in a world where all is well. */
export async function arrangeDiagnosis(room: Room): Promise<void> {
  for (const person of [owner, second, approver, stranger]) await room.repos.people.remember(person);
  await arrangeReady(room);
  const step = (await room.repos.senders.step('rt1', 'application'))!;
  await room.repos.senders.saveStep({ ...step, kind: 'principal', facts: { principalId: 'prn' } });
  room.clock.at += hour;
}

/** The last answer in a chat. */
export function diagnosedIn(room: Room, place: string): Diagnosis {
  const view = room.at(place).at(-1)?.view;
  if (view?.view !== 'diagnosis') throw new Error(`not a diagnosis: ${JSON.stringify(view)}`);
  return view;
}
