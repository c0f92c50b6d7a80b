import type { Block, Card } from '../card.ts';
import { deliveryChoices, recipientChoices } from '../copy/request-form.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { errorStatus, input, pair, unplaced } from './form-field.ts';

type Form = ViewOf<'request-form'>;

/** Values are kept over a refused submit; each error stands under its field, and the first line names the fields. */
export function requestFormCard(view: Form): Card {
  const { editing, errors } = view;
  const values = editing === null ? '' : ` (version ${editing.version})`;
  return cardWith({
    title: editing === null ? 'Which application should send mail?' : `Change the request${values}`,
    status: errorStatus(errors),
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
