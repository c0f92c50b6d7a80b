import { z } from 'zod';
import type { RelayId, Sender } from '../senders/sender.ts';
import { cleanLine } from './clean.ts';
import { parseForm } from './form.ts';
import type { ParsedForm, RequestForm } from './form.ts';

const why = z
  .string()
  .transform(cleanLine)
  .pipe(
    z
      .string()
      .min(5, 'Say in one line why it moves: the approver decides by it.')
      .max(200, 'At most 200 characters.')
      .regex(/\p{L}/u, 'Say it in words.'),
  );

export type MoveForm = { form: RequestForm; why: string };
export type ParsedMove = ({ ok: true } & MoveForm) | Extract<ParsedForm, { ok: false }>;

/**
 * The dialog of a move, read. What a move does not change – name, purpose, owners – is the sender's, whatever was sent; the relay is the one it
 * moves to. Never throws.
 */
export function parseMoveForm(
  values: Readonly<Record<string, unknown>>,
  { desired }: Pick<Sender, 'desired'>,
  to: RelayId,
): ParsedMove {
  const { appName, purpose } = desired;
  const parsed = parseForm({ ...values, appName, purpose, secondOwner: '', onBehalfOf: '', relay: to });
  const reason = why.safeParse(typeof values['why'] === 'string' ? values['why'].slice(0, 4_000) : '');
  const errors = [
    ...(parsed.ok ? [] : parsed.errors),
    ...(reason.success ? [] : [{ field: 'why', message: reason.error.issues[0]?.message ?? 'Say why.' }]),
  ];
  if (!parsed.ok || !reason.success) return { ok: false, errors };
  return { ok: true, form: parsed.form, why: reason.data };
}
