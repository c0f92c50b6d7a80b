// The name server of the sandbox's domains: what the world sees of them.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Context } from '../context.ts';
import { answerOf, readQuestion } from './message.ts';

/** Listens on 127.0.0.1; `port` 0 takes any free one. Closes with the context. */
export async function startDns(context: Pick<Context, 'world' | 'onClose'>, port: number): Promise<{ port: number }> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const question = readQuestion(message);
    if (question !== undefined)
      socket.send(answerOf(question, context.world.txt[question.name]), from.port, from.address);
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  context.onClose(async () => {
    socket.close();
    await once(socket, 'close');
  });
  return { port: socket.address().port };
}
