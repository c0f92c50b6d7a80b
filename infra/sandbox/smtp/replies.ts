// SMTP replies. Only `535 5.7.3` is sourced; the other enhanced codes are not published for ACS, so clients must go by the class.
import type { Fault } from '../context.ts';

/** A reply line; codes from 400 refuse. `reason` is for the test record, never for the wire. */
export type Reply = { code: number; text: string; reason?: string };

export const notAuthenticated = (reason: string): Reply => ({
  code: 535,
  text: '5.7.3 Authentication unsuccessful',
  reason,
});
export const startTlsFirst: Reply = { code: 530, text: '5.7.0 Must issue a STARTTLS command first', reason: 'no TLS' };
export const badSender = (reason: string): Reply => ({
  code: 550,
  text: '5.7.60 The sender is not a MailFrom address of a verified and linked domain',
  reason,
});
export const tooFast = (reason: string): Reply => ({
  code: 452,
  text: '4.5.127 Message rejected. Excessive message rate from sender',
  reason,
});
export const tooManyRecipients: Reply = { code: 550, text: '5.5.3 Too many recipients', reason: 'too many recipients' };
export const tooBig: Reply = { code: 552, text: '5.3.4 Message size exceeds fixed maximum', reason: 'too big' };
export const tooManyConnections: Reply = {
  code: 421,
  text: '4.3.2 Too many concurrent authenticated connections',
  reason: 'over 250 connections',
};

/** A fault rule's status: HTTP's 429 and server errors become the temporary replies they mean, SMTP codes stay. */
export function injectedReply(fault: Fault): Reply | undefined {
  if (fault.status === undefined) return undefined;
  const reason = `fault rule, status ${fault.status}`;
  if (fault.status === 429) return tooFast(reason);
  const code = [500, 502, 503, 504].includes(fault.status) ? 451 : fault.status;
  return { code, text: `${code < 500 ? '4' : '5'}.3.0 Answered by a fault rule of the sandbox`, reason };
}
