import { anything, assert, dictionary, object, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderErrors } from '../../../cards/block-kit/errors.ts';
import type { InputElement } from '../../../cards/block-kit/kit.ts';
import { readAction, readExtra, readInputs, readSubmission } from '../../../cards/block-kit/read.ts';
import { renderAdaptiveCard } from '../../../cards/render-adaptive-card.ts';
import { renderMessage, renderModal } from '../../../cards/render-block-kit.ts';
import type { ModalOptions } from '../../../cards/render-block-kit.ts';
import type { Card, Input } from '../../../cards/card.ts';
import { cardWith, execute, openDialog } from '../../../cards/text.ts';
import type { View } from '../../../src/chat/view.ts';
import { libraryComplaints, ruleComplaints } from './adaptive-rules.ts';
import { formView } from './sample-views.ts';

const same = (text: string): string => text;

/** What Slack sends when a modal is submitted as it was opened. */
function untouched(what: View | Card, options: ModalOptions = {}) {
  const { callback_id, private_metadata, blocks } = renderModal(what, options);
  const values = Object.fromEntries(
    blocks.flatMap((block) =>
      block.type === 'input' ? [[block.block_id, { [block.element.action_id]: stateOf(block.element) }]] : [],
    ),
  );
  return readSubmission({ callback_id, private_metadata, state: { values } });
}

function stateOf(element: InputElement) {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return { type: element.type, value: element.initial_value ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { type: element.type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type: element.type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type: element.type, selected_user: element.initial_user ?? null };
    case 'datepicker':
      return { type: element.type, selected_date: element.initial_date ?? null };
  }
}

const base = { required: false, hint: 'h', value: '', error: null, missing: 'm' };
const formOf = (inputs: Input[]): Card =>
  cardWith({
    title: 'A form',
    blocks: inputs.map((input) => ({ block: 'input', input })),
    dialog: {
      title: 'A form',
      size: 'small',
      submit: { title: 'Send', verb: 'request-submit', data: { requestId: 'r1' }, style: 'positive' },
    },
  });

describe('a form', () => {
  test('comes back with what was in it, the version seen, and what the adapter put in', () => {
    const read = untouched(formView(same, true), { privateMetadata: { channel: 'C1' } });
    expect(read).toMatchObject({
      action: 'edit-submit',
      extra: { channel: 'C1' },
      values: {
        action: 'edit-submit',
        requestId: 'k3jd92mxqa',
        version: '2',
        appName: 'Billing',
        localPart: 'finance-director',
        recipients: 'external',
        perHour: '40',
        perDay: '',
        secondOwner: 'person-1',
        onBehalfOf: '',
      },
    });
  });

  test('what was typed cannot pass for what the form carries', () => {
    const read = untouched(
      formOf([{ ...base, input: 'text', field: 'requestId', label: 'x', maxLength: 9, value: 'r2' }]),
    );
    expect(read?.values['requestId']).toBe('r1');
  });

  test('people are picked from the workspace, and a person who is not in it stays chosen', () => {
    const slackUserOf = (person: string) => (person === 'person-1' ? 'U1' : undefined);
    const inWorkspace = untouched(formView(same, true), { slackUserOf });
    expect(inWorkspace?.users).toEqual({ secondOwner: 'U1' });
    const outside = untouched(formView(same, true), { slackUserOf: () => undefined });
    expect(outside).toMatchObject({ users: {}, values: { secondOwner: 'person-1' } });
  });

  test('several choices are joined by commas, a day is a day', () => {
    const choices = Array.from({ length: 12 }, (_, index) => ({ value: `v${index}`, title: `Choice ${index}` }));
    const inputs: Input[] = [
      { ...base, input: 'choices', look: 'menu', field: 'many', label: 'Many', choices, value: 'v1,v11,nothing' },
      {
        ...base,
        input: 'choices',
        look: 'checks',
        field: 'few',
        label: 'Few',
        choices: choices.slice(0, 3),
        value: 'v2',
      },
      { ...base, input: 'date', field: 'day', label: 'Day', value: '2026-11-27' },
    ];
    expect(untouched(formOf(inputs))?.values).toMatchObject({ many: 'v1,v11', few: 'v2', day: '2026-11-27' });
    const { card } = renderAdaptiveCard(formOf(inputs));
    expect([...libraryComplaints(card), ...ruleComplaints(card)]).toEqual([]);
    expect(JSON.stringify(card)).toContain('"v1,v11"');
  });

  test('more than a hundred choices, and values too long for a choice, are all there', () => {
    const long = `${'a'.repeat(120)}@mail.contoso.com`;
    const choices = [
      ...Array.from({ length: 250 }, (_, index) => ({ value: `v${index}`, title: `Choice ${index}` })),
      { value: long, title: 'The long one' },
    ];
    const read = untouched(
      formOf([{ ...base, input: 'choice', look: 'menu', field: 'one', label: 'One', choices, value: long }]),
    );
    expect(read?.values['one']).toBe(long);
  });

  test('an error stands on its field; one that belongs to none makes the form be drawn anew', () => {
    const form = formView(same, true) as Extract<View, { view: 'request-form' }>;
    expect(renderErrors(form)).toEqual({
      localPart: expect.stringContaining('belongs to a person'),
      perDay: 'has to be a whole number.',
    });
    expect(renderErrors({ ...form, errors: [...form.errors, { field: 'form', message: 'No answer.' }] })).toBeNull();
    expect(renderErrors({ ...form, errors: [] })).toBeNull();
  });
});

describe('a button', () => {
  const card = cardWith({
    title: 'Billing',
    buttons: [
      { ...execute('Approve', 'approve', { requestId: 'r', version: '2' }, 'positive'), confirm: 'It may send then.' },
      execute('Withdraw', 'withdraw', { requestId: 'r' }, 'destructive'),
      { ...openDialog('Retire…', 'retire-open', { senderId: 's&=?' }), more: true },
      { ...openDialog('Edit…', 'edit-open', {}), more: true },
    ],
  });
  const [row] = renderMessage(card).blocks.slice(-1);
  const elements = row?.type === 'actions' ? row.elements : [];

  test('names its action and carries the version that was seen', () => {
    expect(readAction({ action_id: 'do:approve:0', value: JSON.stringify({ requestId: 'r', version: '2' }) })).toEqual({
      opens: false,
      action: 'approve',
      values: { requestId: 'r', version: '2', action: 'approve' },
    });
    expect(elements[0]).toMatchObject({ action_id: 'do:approve:0', accessibility_label: 'Approve – Billing' });
  });

  test('asks before it decides or destroys', () => {
    expect(elements[0]).toMatchObject({ style: 'primary', confirm: { text: { text: 'It may send then.' } } });
    expect(elements[1]).toMatchObject({ style: 'danger', confirm: { style: 'danger' } });
  });

  test('in a menu comes back the same', () => {
    const menu = elements.find((element) => element.type === 'overflow');
    const [retire] = menu?.type === 'overflow' ? menu.options : [];
    const pressed = readAction({ action_id: 'more:0', selected_option: { value: retire?.value ?? '' } });
    expect(pressed).toEqual({
      opens: true,
      action: 'retire-open',
      values: { senderId: 's&=?', action: 'retire-open' },
    });
  });
});

test('what does not come from Sendpass is nothing, never an exception', () => {
  expect(readAction({ action_id: 'link:0' })).toBeNull();
  expect(readAction({ action_id: 'do:__proto__:0', value: 'x' })).toBeNull();
  expect(readSubmission({ callback_id: 'show', private_metadata: '{}' })).toBeNull();
  assert(
    property(string(), string(), dictionary(string(), object()), anything(), (id, text, state, metadata) => {
      readAction({ action_id: id, value: text });
      readAction({ selected_option: { value: text } });
      readExtra(JSON.stringify(metadata) ?? '');
      const { values } = readInputs(state as never);
      for (const value of Object.values(values)) expect(typeof value).toBe('string');
    }),
    { numRuns: 300 },
  );
});
