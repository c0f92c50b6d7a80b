import { DateTime, Duration } from 'luxon';
import type { Policy } from '../policy/policy.ts';
import type { Desired } from '../senders/sender.ts';
import { checkNames } from './check-ownership.ts';
import { checkRelay } from './check-relay.ts';
import type { FieldError, RequestForm } from './form.ts';
import { formSections } from './form-sections.ts';
import type { FormFacts } from './gather-facts.ts';
import type { Taken } from './look-up-taken.ts';
import type { Verdict } from './request.ts';

export type CheckInput = {
  form: RequestForm;
  facts: FormFacts;
  taken: Taken;
  policy: Policy;
  /** Who is asking. */
  actorId: string;
  tenantId: string;
  now: Date;
};

export type Checked = { ok: true; desired: Desired; verdicts: Verdict[] } | { ok: false; errors: FieldError[] };

/** What one rule says: errors stand under their field, verdicts on the approver's card. */
export type Finding = { errors: FieldError[]; verdicts: Verdict[] };

/** Rules beyond shape, over facts that were gathered before. What could not be looked at is a verdict `unknown`, never silently fine. */
export function checkForm(input: CheckInput): Checked {
  const { form, actorId } = input;
  const relay = checkRelay(input);
  const section = relay.relay === null ? { errors: [], verdicts: [], part: null } : formSections[relay.relay](input);
  const findings: Finding[] = [
    section,
    checkTaken(input),
    checkNames(input),
    checkLifetime(input),
    checkVolume(form),
    relay,
  ];
  const errors = findings.flatMap((each) => each.errors);
  if (!section.part || errors.length > 0) return { ok: false, errors: firstOfEach(errors) };
  return {
    ok: true,
    verdicts: findings.flatMap((each) => each.verdicts),
    desired: {
      appName: form.appName,
      purpose: form.purpose,
      localPart: form.localPart,
      domain: form.domain,
      displayName: form.displayName,
      recipients: form.recipients,
      perHour: form.perHour,
      perDay: form.perDay,
      lifetime: form.lifetime,
      client: form.client,
      places: form.places,
      owners: form.secondOwner === null ? [actorId] : [actorId, form.secondOwner],
      onBehalfOf: form.onBehalfOf,
      delivery: form.delivery,
      ...section.part,
    },
  };
}

function checkTaken({ form, taken, actorId }: CheckInput): Finding {
  const errors: FieldError[] = [];
  const add = (field: string, message: string): void => void errors.push({ field, message });
  if (taken.name) add('appName', 'A sender with this name exists already. Choose another name, or ask its owners.');
  if (taken.address)
    add('localPart', 'Another sender uses this address. Each has its own, so that one can be stopped alone.');
  if (form.secondOwner === actorId) add('secondOwner', 'You are the first owner already. Choose somebody else.');
  else if (!taken.secondOwnerKnown) add('secondOwner', notMet);
  if (!taken.beneficiaryKnown) add('onBehalfOf', notMet);
  return { errors, verdicts: [] };
}

const notMet = 'Sendpass has not met this person yet. Ask them to write hello to Sendpass, then choose them.';

function checkLifetime({ form, facts, policy, now }: CheckInput): Finding {
  const error = (message: string): Finding => ({ errors: [{ field: 'lifetime', message }], verdicts: [] });
  if (isLonger(form.lifetime, policy.maxSecretLifetime, now))
    return error(`Longer than the policy allows (${inWords(policy.maxSecretLifetime)}). Choose a shorter one.`);
  const { tenantLifetime } = facts;
  if (!tenantLifetime.known)
    return {
      errors: [],
      verdicts: [
        { result: 'ok', text: 'lifetime within policy' },
        { result: 'unknown', text: `The tenant's own limit for secrets could not be read: ${tenantLifetime.why}` },
      ],
    };
  if (tenantLifetime.value !== null && isLonger(form.lifetime, tenantLifetime.value, now))
    return error(`Longer than this tenant allows (${inWords(tenantLifetime.value)}): Entra would refuse the secret.`);
  return { errors: [], verdicts: [{ result: 'ok', text: 'lifetime within policy' }] };
}

const end = (iso: string, from: Date): number =>
  DateTime.fromJSDate(from, { zone: 'utc' }).plus(Duration.fromISO(iso)).toMillis();

/** Compared from today: a month has no length of its own. A limit that cannot be read counts as none; Entra still enforces it. */
const isLonger = (lifetime: string, limit: string, from: Date): boolean =>
  Duration.fromISO(limit).isValid && end(lifetime, from) > end(limit, from);

const inWords = (iso: string): string => Duration.fromISO(iso, { locale: 'en' }).toHuman();

function checkVolume(form: RequestForm): Finding {
  const error = (field: string, message: string): Finding => ({ errors: [{ field, message }], verdicts: [] });
  if (form.perDay < form.perHour) return error('perDay', 'A day cannot have fewer mails than its busiest hour.');
  if (form.perDay > form.perHour * 24)
    return error(
      'perDay',
      `At ${form.perHour} an hour a day has at most ${form.perHour * 24}. Correct one of the two.`,
    );
  return { errors: [], verdicts: [] };
}

/** One message under each field: the first is the one to mend first. */
const firstOfEach = (errors: FieldError[]): FieldError[] =>
  errors.filter((error, at) => errors.findIndex((each) => each.field === error.field) === at);
