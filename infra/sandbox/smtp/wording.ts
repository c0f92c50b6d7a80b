// Where smtp-server's own replies or hooks are not the vendors': AUTH outside TLS, the text of 235, and a hook for QUIT.
import type { SMTPServer } from 'smtp-server';
import { startTlsFirst } from './replies.ts';

type Connection = SMTPServer['connections'] extends Set<infer Each> ? Each : never;

const TEXTS: Record<number, string> = { 235: '2.7.0 Authentication successful' };

/** `onQuit` gets a function that lets the library close the connection. */
export function smoothWording(connection: Connection, onQuit: (quit: () => void) => void): void {
  const send = connection.send.bind(connection);
  connection.send = (code, data, context) => send(code, TEXTS[code] ?? data, context);
  const onCommand = connection._onCommand.bind(connection);
  // Between AUTH's lines the library waits for base64, which must not be taken for a command.
  connection._onCommand = (command, callback) => {
    const verb = connection._nextHandler ? '' : /^[a-z]+/i.exec(command.toString())?.[0].toUpperCase();
    if (verb === 'AUTH' && !connection.secure) {
      send(startTlsFirst.code, startTlsFirst.text);
      setImmediate(() => callback?.());
    } else if (verb === 'QUIT') onQuit(() => onCommand(command, callback));
    else onCommand(command, callback);
  };
}
