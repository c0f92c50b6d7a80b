// One SMTP verb crossing the wire: latency, fault rules, work, log, reply – the same machinery as an HTTP request.
import type { SMTPServer, SMTPServerSession } from 'smtp-server';
import type { Context } from '../context.ts';
import { injectedReply, type Reply } from './replies.ts';

export type Wire = {
  context: Context;
  neighbour: 'smtp' | 'exchange-smtp';
  server: () => SMTPServer;
  /** What a connection said and was told, by session id. */
  user: (session: SMTPServerSession) => string;
};

export type Verb = { method: 'CONNECT' | 'AUTH' | 'MAIL' | 'DATA' | 'QUIT'; session: SMTPServerSession; path?: string };
export type Worked = { reply: Reply; requestBody: unknown };

/**
 * Runs `work` between the faults of its event and calls `answer` unless a rule destroys the socket. `work` gets the time the verb
 * arrived: replicas answer with what they knew then. With a fault status nothing is worked.
 */
export async function cross(
  wire: Wire,
  verb: Verb,
  work: (arrivedAt: number) => Worked | Promise<Worked>,
  answer: (reply: Reply) => void,
): Promise<void> {
  const { neighbour } = wire;
  const { world, applyFaults } = wire.context;
  const { method, session } = verb;
  const arrivedAt = world.now();
  const url = `smtp://localhost:${session.localPort}/${verb.path ?? ''}`;
  const fault = await applyFaults({ neighbour, method, url, label: `${neighbour} ${method}` });
  const log = ({ reply, requestBody }: Worked): void => {
    const head = { at: new Date(arrivedAt).toISOString(), neighbour, method, url };
    const rest = { requestHeaders: {}, requestBody, status: reply.code, responseHeaders: {}, responseBody: reply.text };
    wire.context.record({ ...head, ...rest }, fault.latencyMs);
    if (reply.code < 400) return;
    const { reason = reply.text } = reply;
    world.smtpRefusals.push({ at: head.at, command: method, username: wire.user(session), reason });
  };
  if (fault.drop === 'before') {
    log({ reply: { code: 0, text: '' }, requestBody: null });
    destroy(wire, session);
    return;
  }
  const injected = injectedReply(fault);
  const worked = injected === undefined ? await work(arrivedAt) : { reply: injected, requestBody: null };
  log(worked);
  fault.worked();
  if (fault.drop === 'after') {
    destroy(wire, session);
    return;
  }
  answer(worked.reply);
  whenFlushed(wire, session, fault.replied);
}

function socketOf(wire: Wire, session: SMTPServerSession) {
  return [...wire.server().connections].find((each) => each.id === session.id)?._socket;
}

function destroy(wire: Wire, session: SMTPServerSession): void {
  socketOf(wire, session)?.destroy();
}

/** A kill "after the reply" must not overtake the reply. */
function whenFlushed(wire: Wire, session: SMTPServerSession, then: () => void): void {
  const socket = socketOf(wire, session);
  if (socket === undefined || socket.destroyed || socket.writableLength === 0) {
    setImmediate(then);
    return;
  }
  setImmediate(() => whenFlushed(wire, session, then));
}
