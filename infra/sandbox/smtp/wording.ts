// Where smtp-server's own replies or hooks are not the vendors': what is said outside TLS, the texts of common replies, parameters nobody
// knows, and a hook for QUIT. The texts are Exchange's, as clients' logs show them; ACS's are not published (facts §5), and callers go by the code.
import type { SMTPServer } from 'smtp-server';
import { tooBig, type Reply } from './replies.ts';

type Connection = SMTPServer['connections'] extends Set<infer Each> ? Each : never;

/** By what the library would say. */
const TEXTS = new Map<unknown, string>([
  ['Authentication successful', '2.7.0 Authentication successful'],
  ['Accepted', '2.1.0 Sender OK'],
  ['Flushed', '2.0.0 Resetting'],
  ['Ready to start TLS', '2.0.0 SMTP server ready'],
  ['End data with <CR><LF>.<CR><LF>', 'Start mail input; end with <CRLF>.<CRLF>'],
  ['Bye', '2.0.0 Service closing transmission channel'],
  ['Error: command not recognized', '5.3.3 Unrecognized command'],
  ['Error: Unrecognized authentication type', '5.7.4 Unrecognized authentication type'],
  ['Error: send HELO/EHLO first', '5.5.2 Send hello first'],
  ['Error: need MAIL command', '5.5.2 Need mail command'],
  ['Error: need RCPT command', '5.5.2 Need rcpt command'],
  ['Error: nested MAIL command', '5.5.2 Sender already specified'],
  ['Error: No identity changes permitted', '5.5.2 Already authenticated'],
  ['Error: invalid userdata', '5.5.4 Invalid arguments'],
  ['Error: missing username', '5.5.4 Invalid arguments'],
  ['Error: Bad sender address syntax', '5.1.7 Invalid address'],
  ['Error: Bad recipient address syntax', '5.1.3 Invalid address'],
]);

/** SIZE says so before anything is sent; the library names its limit in the text. */
const tooBigAtOnce = (data: unknown): string | undefined =>
  typeof data === 'string' && data.startsWith('Error: message exceeds') ? tooBig.text : undefined;

/** What MAIL and RCPT may carry: of the extensions in EHLO, and AUTH of RFC 4954. */
const PARAMETERS: Record<string, string[]> = { MAIL: ['SIZE', 'BODY', 'SMTPUTF8', 'AUTH'], RCPT: [] };
const unknownParameter: Reply = { code: 501, text: '5.5.4 Invalid arguments' };

export type BeforeTls = { auth: Reply; mail: Reply };

/** `onQuit` gets a function that lets the library close the connection. */
export function smoothWording(connection: Connection, beforeTls: BeforeTls, onQuit: (quit: () => void) => void): void {
  const send = connection.send.bind(connection);
  connection.send = (code, data, context) => {
    // The library says the same of sender and recipient.
    send(
      code,
      context === 'RCPT_TO_OK' ? '2.1.5 Recipient OK' : (TEXTS.get(data) ?? tooBigAtOnce(data) ?? data),
      context,
    );
  };
  const onCommand = connection._onCommand.bind(connection);
  // Between AUTH's lines the library waits for base64, which must not be taken for a command.
  connection._onCommand = (command, callback) => {
    const line = connection._nextHandler ? '' : command.toString();
    const verb = /^[a-z]+/i.exec(line)?.[0].toUpperCase() ?? '';
    const refusal = refuse(connection, { verb, line }, beforeTls);
    if (refusal !== undefined) {
      send(refusal.code, refusal.text);
      setImmediate(() => callback?.());
    } else if (verb === 'QUIT') onQuit(() => onCommand(command, callback));
    else onCommand(command, callback);
  };
}

function refuse(
  { secure, session }: Connection,
  { verb, line }: { verb: string; line: string },
  beforeTls: BeforeTls,
): Reply | undefined {
  if (!secure && verb === 'AUTH') return beforeTls.auth;
  if (!secure && verb === 'MAIL' && ['EHLO', 'HELO'].includes(session.openingCommand)) return beforeTls.mail;
  const known = PARAMETERS[verb];
  // Who may not send at all is told that first.
  if (known === undefined || (session.user ?? '') === '') return undefined;
  const given = /<[^>]*>(.*)$/.exec(line)?.[1]?.trim() ?? '';
  const names = given.split(/\s+/).map((each) => each.split('=')[0]?.toUpperCase() ?? '');
  return names.every((each) => each === '' || known.includes(each)) ? undefined : unknownParameter;
}
