import { Duration } from 'luxon';
import { z } from 'zod';
import { clientIds } from '../clients/client-id.ts';
import { cleanLine, cleanText } from './clean.ts';

export type FieldError = { field: string; message: string };

const minutes = 60_000;
const longestMs = 10 * 366 * 24 * 60 * minutes;

const line = z.string().transform(cleanLine);
const id = line.transform((text) => text.toLowerCase());

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  line.pipe(z.enum(values, 'Choose one.'));

/** A person's number may have spaces or separators of thousands in it. */
const count = (most: number) => {
  const message = `Give a whole number from 1 to ${most.toLocaleString('en-GB')}.`;
  return line
    .transform((text) => text.replaceAll(/[ '_]/g, '').replaceAll(/[.,](?=\d{3}(\D|$))/g, ''))
    .pipe(
      z
        .string()
        .regex(/^\d{1,12}$/, message)
        .transform(Number)
        .refine((value) => value >= 1 && value <= most, message),
    );
};

const optional = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  line.pipe(z.union([z.literal('').transform(() => null), schema]));

const personId = id.pipe(z.guid('Choose a person from the list.'));

/** RFC 5321 dot-atom, and of that what can also be the name of Azure's MailFrom resource. */
const localPart = id.pipe(
  z
    .string()
    .min(1, 'Give the part before the @.')
    .max(64, 'At most 64 characters before the @.')
    .regex(/^[^@]*$/, 'Give only the part before the @.')
    .regex(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]*$/, 'Use letters a to z, digits, dot, hyphen and underscore.')
    .regex(
      /^[a-z0-9._-]*$/,
      'This address could not be created in Azure: use letters, digits, dot, hyphen, underscore.',
    )
    .regex(/^(?!\.)(?!.*\.\.).*(?<!\.)$/, 'A dot cannot come first, last or twice in a row.'),
);

const lifetime = line
  .transform((text) => text.toUpperCase())
  .pipe(z.string().refine(isLifetime, 'Choose how long the secret lasts, for example 6 months (P6M).'));

function isLifetime(text: string): boolean {
  if (text.length > 30) return false;
  const ms = Duration.fromISO(text).toMillis();
  return Number.isFinite(ms) && ms > 0 && ms <= longestMs;
}

const mailboxes = z
  .string()
  .transform((text) =>
    [...new Set(text.split(/[,;\s]+/).map((each) => cleanLine(each).toLowerCase()))].filter((each) => each !== ''),
  )
  .pipe(
    z
      .array(
        z
          .string()
          .max(254, 'That is too long for an address.')
          .regex(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+$/, 'Write whole addresses, separated by commas.'),
      )
      .max(20, 'At most 20 further mailboxes.'),
  );

const places = z
  .string()
  .transform((text) => [...new Set(text.split(/[,;\n\r]/).map(cleanLine))].filter((place) => place !== ''))
  .pipe(
    z
      .array(z.string().max(80, 'Keep each place under 80 characters.'))
      .min(1, 'Name at least one place where it will be used.')
      .max(20, 'Name at most 20 places.'),
  );

const hasWord = /[\p{L}\p{N}]/u;

/** The dialog's fields. Each is read from text; what comes out is clean and of the right kind, but not yet checked against the world. */
export const formSchema = z.object({
  appName: line.pipe(
    z
      .string()
      .min(2, 'Give the application a name of 2 to 60 characters.')
      .max(60, 'At most 60 characters.')
      .regex(hasWord, 'A name needs a letter or a digit.'),
  ),
  purpose: z
    .string()
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(10, 'Say in a sentence what it sends and why: the approver decides by it.')
        .max(500, 'At most 500 characters.')
        .regex(hasWord, 'Say it in words.'),
    ),
  localPart,
  domain: id.pipe(
    z
      .string()
      .max(253, 'That is too long for a domain.')
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, 'Choose a domain.'),
  ),
  displayName: line.pipe(
    z
      .string()
      .min(1, 'Give the name that recipients see.')
      .max(100, 'At most 100 characters.')
      .regex(hasWord, 'A name needs a letter or a digit.')
      // An address in the name is what a reader believes, whatever the real one is.
      .regex(/^[^<>"@]*$/, 'A name cannot hold < > " or @.'),
  ),
  recipients: choice(['internal', 'external']),
  perHour: count(1_000_000),
  perDay: count(10_000_000),
  lifetime,
  client: choice(clientIds),
  places,
  secondOwner: optional(personId),
  /** A person's id, or a team in words. */
  onBehalfOf: optional(
    z
      .string()
      .max(100, 'At most 100 characters.')
      .transform((text) => (z.guid().safeParse(text).success ? text.toLowerCase() : text)),
  ),
  delivery: choice(['reveal', 'vault']),
  /** Null = Sendpass proposes it. */
  relay: optional(z.enum(['acs', 'exchange'], 'Choose one.')),
  /** Further mailboxes it may send as; only Exchange has any. */
  mailboxes,
});

export type RequestForm = z.infer<typeof formSchema>;
export type ParsedForm = { ok: true; form: RequestForm } | { ok: false; errors: FieldError[] };

export const formFields: readonly string[] = Object.keys(formSchema.shape);

/** Whatever was sent, as a form or as errors on its fields, one for each. Never throws; fields it does not know are dropped. */
export function parseForm(values: Readonly<Record<string, unknown>>): ParsedForm {
  // Own properties only: a field named like something of Object's prototype is not one.
  const read = (field: string): string => {
    const value = Object.hasOwn(values, field) ? values[field] : undefined;
    return typeof value === 'string' ? value.slice(0, 4_000) : '';
  };
  const parsed = formSchema.safeParse(Object.fromEntries(formFields.map((field) => [field, read(field)])));
  if (parsed.success) return { ok: true, form: parsed.data };
  const errors = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0]);
    if (!errors.has(field)) errors.set(field, messageOf(issue));
  }
  return { ok: false, errors: [...errors].map(([field, message]) => ({ field, message })) };
}

/** Of "empty or valid" the complaint about validity is the one to show. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  return issue.errors.at(-1)?.[0]?.message ?? issue.message;
}
