import type { Person } from '../../people/person.ts';
import { gatherFacts } from '../../requests/gather-facts.ts';
import type { FormFacts } from '../../requests/gather-facts.ts';
import { parseForm } from '../../requests/form.ts';
import type { RequestForm } from '../../requests/form.ts';
import { takenErrors } from '../../requests/submit.ts';
import { asSendpassError } from '../../shared/errors.ts';
import { withDeadline } from '../deadline.ts';
import type { ChatDeps } from '../deps.ts';
import type { Values } from '../interaction.ts';
import type { Reply } from '../reply.ts';
import type { FieldError, RequestFormView } from '../view-request-form.ts';
import { requestFormView } from '../views/request-form.ts';

type Checked = { ok: true; form: RequestForm; facts: FormFacts } | { ok: false; reply: Reply };

const deadlineMs = 1_000;

/**
 * The submitted form, read, with what the outside says about it (domains, directory, tenant policy). With an error on a field or no answer
 * in time the form comes back as it was filled in, and nothing is stored.
 */
export async function checkedForm(
  deps: ChatDeps,
  actor: Person,
  values: Values,
  editing: RequestFormView['editing'],
): Promise<Checked> {
  const again = async (errors: FieldError[]): Promise<Checked> => ({
    ok: false,
    reply: await deps.transact(async (repos) => ({
      type: 'dialog',
      view: await requestFormView(repos, deps, actor.id, { values, errors, editing }),
    })),
  });
  const read = await readForm(deps, values);
  return read.ok ? read : again(read.errors);
}

/** The form and the facts, or the errors on its fields; never later than a dialog may wait. */
export async function readForm(
  deps: ChatDeps,
  values: Values,
): Promise<{ ok: true; form: RequestForm; facts: FormFacts } | { ok: false; errors: FieldError[] }> {
  const parsed = parseForm(values);
  if (!parsed.ok) return parsed;
  const facts = await factsInTime(deps, parsed.form);
  return facts === null ? { ok: false, errors: [tooLate] } : { ok: true, form: parsed.form, facts };
}

/** What the outside says about the form; null when it was not said in time. */
export async function factsInTime(deps: ChatDeps, form: RequestForm): Promise<FormFacts | null> {
  try {
    const gathered = await withDeadline(deps.clock, deadlineMs, () => gatherFacts(deps, form));
    if (gathered.ok) return gathered.result;
  } catch (thrown) {
    deps.logger.warn({ code: asSendpassError(thrown).code }, 'a form could not be checked');
  }
  return null;
}

export const tooLate: FieldError = {
  field: 'form',
  message: 'Azure did not answer in time, so nothing was sent. Send it once more.',
};

/**
 * Stores a checked form. A short user name that another request took in this very moment is no concern of the asker's: the second try finds it
 * taken and picks another.
 */
export const storeForm = <Result>(work: () => Promise<Result>): Promise<Result> =>
  work().catch((thrown: unknown) => {
    if (asSendpassError(thrown).code !== 'smtp-username-taken') throw thrown;
    return work();
  });

/** Two equal wishes in the same moment: the store refused ours, so the form says on which field. Anything else is thrown on. */
export async function takenMeanwhile(
  deps: ChatDeps,
  actor: Person,
  form: { values: Values; editing?: RequestFormView['editing']; thrown: unknown },
): Promise<Reply> {
  const { values, editing = null, thrown } = form;
  const errors = takenErrors(thrown);
  if (!errors) throw thrown;
  return deps.transact(async (repos) => ({
    type: 'dialog',
    view: await requestFormView(repos, deps, actor.id, { values, errors, editing }),
  }));
}
