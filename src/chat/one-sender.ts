import type { Clock } from '../shared/clock.ts';
import { elapsedMs } from '../shared/clock.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { ChatPlatform } from './port-chat-platform.ts';
import type { Conversation } from './port-chat-store.ts';

const second = 1000;

type Line = { last: Promise<unknown>; waiting: number };

/**
 * All that this process writes into one conversation – cards and answers – goes out one after the other, in the order it was asked for. After
 * the platform asked for patience nothing is sent there before the time it named: it is refused here, with the rest of that time.
 */
export function createOneSender(platform: ChatPlatform, clock: Pick<Clock, 'now'>): ChatPlatform {
  const lines = new Map<string, Line>();
  const held = new Map<string, { at: number; forMs: number }>();
  const send = async <Result>(place: string, work: () => Promise<Result>): Promise<Result> => {
    const hold = held.get(place);
    const left = hold ? hold.forMs - elapsedMs(hold.at, clock.now().getTime()) : 0;
    if (left > 0) throw busyFor(left);
    held.delete(place);
    try {
      return await work();
    } catch (thrown) {
      const { code, retryAfterMs = second } = asSendpassError(thrown);
      if (code === 'chat-busy') held.set(place, { at: clock.now().getTime(), forMs: retryAfterMs });
      throw thrown;
    }
  };
  const inLine = <Result>({ id }: Conversation, work: () => Promise<Result>): Promise<Result> => {
    const line = lines.get(id) ?? { last: Promise.resolve(), waiting: 0 };
    lines.set(id, line);
    line.waiting += 1;
    const mine = line.last.then(() => send(id, work));
    line.last = mine.then(leave, leave);
    return mine;

    function leave(): void {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(id);
    }
  };
  return {
    post: (conversation, view, card) => inLine(conversation, () => platform.post(conversation, view, card)),
    update: (conversation, messageId, view) =>
      inLine(conversation, () => platform.update(conversation, messageId, view)),
    remove: (conversation, messageId) => inLine(conversation, () => platform.remove(conversation, messageId)),
    openPersonal: (personId) => platform.openPersonal(personId),
  };
}

const busyFor = (ms: number): SendpassError =>
  new SendpassError({
    code: 'chat-busy',
    kind: 'retryable',
    advice: 'The chat asked Sendpass to slow down in this conversation.',
    retryAfterMs: ms,
  });
