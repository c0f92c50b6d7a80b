import { z } from 'zod';
import { importance, same, valueOf } from './exchange-finding.ts';
import type { Finding, FindingCode } from './exchange-finding.ts';
import {
  anotherApplication,
  judgeOutside,
  judgeRegistration,
  judgeRights,
  judgeSmtpAuth,
} from './exchange-findings.ts';
import { judgeRole, judgeScope } from './exchange-findings-scoped.ts';
import { endOfObject, parse, straighten } from './exchange-report-text.ts';
import type { ExchangeReport, ExchangeWish } from './exchange-wish.ts';

const address = z.string().regex(/^\S+@\S+$/);
const perMailbox = <Value extends z.ZodType>(value: Value) => z.record(address, value);

const shape: z.ZodType<ExchangeReport> = z.object({
  appId: z.string().regex(/^\S+$/),
  objectId: z.string().regex(/^\S+$/).nullable(),
  scope: z.string().nullable(),
  holds: z.array(address),
  role: z.string().nullable(),
  inScope: perMailbox(z.boolean().nullable()),
  rights: perMailbox(z.object({ fullAccess: z.boolean(), sendAs: z.boolean() })),
  smtpAuth: perMailbox(z.enum(['on', 'off', 'tenant'])),
  tenantSmtpAuth: z.enum(['on', 'off']),
});

/**
 * The report in whatever an administrator pasted: with prompts and the script around it, wrapped by the console, with the quotes a word processor
 * made of them. Of several runs the last counts. Never throws; `why` is a sentence for the person who pasted.
 */
export function readReport(pasted: string): { ok: true; report: ExchangeReport } | { ok: false; why: string } {
  const text = straighten(pasted);
  const starts = [...text.matchAll(/SENDPASS\s*\{/g)].map((match) => match.index + match[0].length - 1);
  let why = stopped(text) ?? nothingFound;
  for (const start of starts.toReversed()) {
    const read = readAt(text, start);
    if (read.ok) return read;
    if (why === nothingFound) why = read.why;
  }
  return { ok: false, why };
}

const nothingFound =
  'There is no line that starts with SENDPASS. It is the last thing the script prints; if it is missing, the script stopped before its end: the red lines above say why.';

/** The script's own words when it stopped: more use than "the line is missing". An echo of its source is not one. */
function stopped(text: string): string | undefined {
  const said = [...text.matchAll(/Sendpass stopped: ([^"\r\n]+)/g)].map(([, words]) => words?.trim() ?? '');
  const real = said.findLast((words) => !words.includes('$'));
  return real === undefined ? undefined : `The script stopped: ${real}`;
}

function readAt(text: string, start: number): ReturnType<typeof readReport> {
  // A console breaks a long line at 80 or 120 columns; JSON on one line has no line breaks of its own, so those within are not its.
  const rest = text.slice(start);
  const tries = [rest.replace(/[\r\n]+/g, ''), rest.replace(/[ \t>|]*[\r\n]+[ \t>|]*/g, '')];
  let why = 'The line that starts with SENDPASS is cut off. Copy it from SENDPASS to the last closing brace.';
  for (const candidate of tries) {
    const end = endOfObject(candidate);
    if (end === undefined) continue;
    const parsed = shape.safeParse(parse(candidate.slice(0, end)));
    if (parsed.success) return { ok: true, report: parsed.data };
    const field = parsed.error.issues[0]?.path.join('.');
    why = `The line that starts with SENDPASS is not as the script prints it${field ? ` (${field})` : ''}. Copy it once more, or run the script again.`;
  }
  return { ok: false, why };
}

const consequences: readonly FindingCode[] = ['role-missing', 'not-in-scope', 'full-access-missing', 'send-as-missing'];

/**
 * How the report differs from the wish; an empty list means that all is as wished. What Exchange could not be asked (null) is no finding:
 * the log-in itself, and the refused one to the outside mailbox, are the proof. Whoever knows the object id of the app registration
 * gets the commonest mistake named as such.
 */
export function judgeReport(
  wish: ExchangeWish,
  report: ExchangeReport,
  known: { appRegistrationObjectId?: string | null } = {},
): Finding[] {
  if (!same(report.appId, wish.appId)) return [anotherApplication(wish, report)];
  const registration = judgeRegistration(wish, report, known.appRegistrationObjectId ?? undefined);
  const access =
    wish.access === 'app-rbac' ? [...judgeScope(wish, report), ...judgeRole(wish, report)] : judgeRights(wish, report);
  const all = [...registration, ...judgeOutside(wish, report), ...access, ...judgeSmtpAuth(wish, report)];
  // Without the right registration nothing can have been allowed: saying so once is enough.
  const told = registration.length === 0 ? all : all.filter((each) => !consequences.includes(each.code));
  return told.sort((a, b) => importance.indexOf(a.code) - importance.indexOf(b.code));
}

/** For a sender that is retired: what of it is still in Exchange, one phrase each. Empty: nothing. */
export function leftInExchange(wish: ExchangeWish, report: ExchangeReport): string[] {
  const rights = wish.mailboxes.filter((each) => {
    const right = valueOf(report.rights, each);
    return right?.fullAccess === true || right?.sendAs === true;
  });
  return [
    ...(report.role === null ? [] : [`the role assignment ${wish.assignmentName}`]),
    ...(report.scope === null ? [] : [`the scope ${wish.scopeName}`]),
    ...rights.map((each) => `permissions on ${each}`),
    ...(report.objectId === null ? [] : [`the registration of enterprise application ${report.objectId}`]),
  ];
}
