import type { Block, Card, Input } from '../card.ts';
import { deliveryChoices, formCopy, recipientChoices } from '../copy/request-form.ts';
import type { FormField } from '../copy/request-form.ts';
import { listing } from '../copy/words.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Form = ViewOf<'request-form'>;

/** Values are kept over a refused submit; each error stands under its field, and the first line names the fields. */
export function requestFormCard(view: Form): Card {
  const { editing, errors } = view;
  const values = editing === null ? '' : ` (version ${editing.version})`;
  return cardWith({
    title: editing === null ? 'Which application should send mail?' : `Change the request${values}`,
    status:
      errors.length === 0
        ? null
        : {
            word: errors.length === 1 ? 'one field needs another look' : `${errors.length} fields need another look`,
            symbol: '✗',
            tone: 'attention',
            detail: [`– ${listing(errors.map(labelOf))}`],
          },
    lead:
      editing === null
        ? line`IT decides next; nothing is made before that.`
        : line`A new version is decided anew: what was said to the old one no longer counts.`,
    blocks: [...unplaced(view), ...fields(view)],
    dialog: {
      title: editing === null ? 'Request a sender' : 'Edit the request',
      size: 'large',
      submit:
        editing === null
          ? { title: 'Send to IT', verb: 'request-submit', data: {}, style: 'positive' }
          : {
              title: 'Send new version',
              verb: 'edit-submit',
              data: { requestId: editing.requestId, version: String(editing.version) },
              style: 'positive',
            },
    },
  });
}

const isField = (field: string): field is FormField => Object.hasOwn(formCopy, field);

const labelOf = (error: { field: string }): string =>
  isField(error.field) ? formCopy[error.field].label.replace(/^@ /, '').replace(/\?$/, '') : 'the request';

/** An error on no field of this form must still be seen. */
function unplaced({ errors }: Form): Block[] {
  return errors
    .filter((error) => !isField(error.field))
    .map((error) => ({ block: 'text', tone: 'attention', text: user(`✗ ${error.message}`) }));
}

function fields(view: Form): Block[] {
  const { options } = view;
  return [
    input(view, 'appName', { input: 'text', maxLength: 60 }),
    input(view, 'purpose', { input: 'multiline', maxLength: 500 }),
    pair(
      input(view, 'localPart', { input: 'text', maxLength: 64 }),
      input(view, 'domain', { input: 'choice', look: 'menu', choices: options.domains }),
    ),
    input(view, 'displayName', { input: 'text', maxLength: 100 }),
    input(view, 'recipients', { input: 'choice', look: 'radio', choices: recipientChoices }),
    pair(
      input(view, 'perHour', { input: 'number', min: 1, max: 1_000_000 }),
      input(view, 'perDay', { input: 'number', min: 1, max: 10_000_000 }),
    ),
    ...(options.relayLine === ''
      ? []
      : [{ block: 'text' as const, small: true, text: line`Relay: ${options.relayLine}` }]),
    ...relayFields(view),
    pair(
      input(view, 'client', { input: 'choice', look: 'menu', choices: options.clients }),
      input(view, 'lifetime', { input: 'choice', look: 'menu', choices: options.lifetimes }),
    ),
    input(view, 'places', { input: 'text', maxLength: 1700 }),
    input(view, 'delivery', { input: 'choice', look: 'radio', choices: deliveryChoices }),
    pair(
      input(view, 'secondOwner', { input: 'person', choices: options.people }, false),
      input(view, 'onBehalfOf', { input: 'person', choices: options.people }, false),
    ),
  ];
}

/** Only where the tenant has more than one relay; left empty, Sendpass chooses. */
function relayFields(view: Form): Block[] {
  const { relays, furtherMailboxes } = view.options;
  const mailboxes = input(view, 'mailboxes', { input: 'text', maxLength: 1700 }, false);
  const choice = input(view, 'relay', { input: 'choice', look: 'menu', choices: relays }, false);
  if (relays.length > 0 && furtherMailboxes) return [pair(choice, mailboxes)];
  if (relays.length > 0) return [choice];
  return furtherMailboxes ? [mailboxes] : [];
}

const pair = (left: Block, right: Block): Block => ({ block: 'columns', left: [left], right: [right] });

type Kind = Input extends infer Each
  ? Each extends Input
    ? Omit<Each, 'field' | 'label' | 'hint' | 'placeholder' | 'required' | 'value' | 'error' | 'missing'>
    : never
  : never;

function input(view: Form, field: FormField, kind: Kind, required = true): Block {
  const { missing, label, ...more } = formCopy[field];
  const messages = view.errors.filter((error) => error.field === field).map((error) => error.message);
  return {
    block: 'input',
    input: {
      ...kind,
      ...more,
      field,
      label: required ? label : `${label} (optional)`,
      required,
      missing,
      value: Object.hasOwn(view.values, field) ? (view.values[field] ?? '') : '',
      error: messages.length === 0 ? null : messages.join(' '),
    },
  };
}
