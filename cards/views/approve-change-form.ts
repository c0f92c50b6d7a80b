import type { ChangeableField } from '../../src/requests/approve-changed.ts';
import type { Block, Card, Input } from '../card.ts';
import { formCopy } from '../copy/request-form.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Form = ViewOf<'approve-change-form'>;

/** Only what the policy lets an approver change; everything else stays as it was asked for. */
export function approveChangeFormCard(view: Form): Card {
  const { requestId, version } = view;
  const unplaced = view.errors.filter((error) => !view.fields.some((field) => field === error.field));
  return cardWith({
    title: `Approve ${view.appName} with a change`,
    lead: line`Whoever asked is told what you changed. It is a new version: others who approved the old one decide anew.`,
    blocks: [
      ...unplaced.map((error): Block => ({ block: 'text', tone: 'attention', text: user(`✗ ${error.message}`) })),
      ...view.fields.map((field) => input(view, field)),
    ],
    dialog: {
      title: 'Approve with a change',
      size: 'medium',
      submit: {
        title: 'Change and approve',
        verb: 'approve-change-submit',
        data: { requestId, version: String(version) },
        style: 'positive',
      },
    },
  });
}

function input(view: Form, field: ChangeableField): Block {
  const { missing, label } = formCopy[field];
  const errors = view.errors.filter((error) => error.field === field).map((error) => error.message);
  const base = {
    field,
    label: field === 'localPart' ? `${label} (before @${view.domain})` : label,
    required: true,
    value: view.values[field] ?? '',
    error: errors.length === 0 ? null : errors.join(' '),
    missing,
  };
  const kinds: Record<ChangeableField, Input> = {
    lifetime: { ...base, input: 'choice', look: 'menu', choices: withPresent(view) },
    perHour: { ...base, input: 'number', min: 1, max: 1_000_000 },
    perDay: { ...base, input: 'number', min: 1, max: 10_000_000 },
    localPart: { ...base, input: 'text', maxLength: 64 },
    displayName: { ...base, input: 'text', maxLength: 100 },
  };
  return { block: 'input', input: kinds[field] };
}

/** What was asked for stays to be chosen, also where it is none of the usual ones. */
function withPresent({ lifetimes, values }: Form): Form['lifetimes'] {
  const present = values['lifetime'] ?? '';
  return present === '' || lifetimes.some((each) => each.value === present)
    ? lifetimes
    : [{ value: present, title: `as asked for (${present})` }, ...lifetimes];
}
