import { describe, expect, test } from 'vitest';
import { actions, button, input, modal, refusal, section, words, workspace } from './support.ts';

// Block Kit as strict as Slack: each row is refused for the reason it names, and what is right at the limit is taken.

const slack = workspace();

async function messagesOf(blocks: object[]): Promise<string[]> {
  await slack().put('settings', { rate: false });
  const { client, channel } = slack();
  const sent = client.chat.postMessage({ channel: channel('approvals'), text: 'x', blocks: blocks as never[] });
  const refused = await refusal(sent);
  expect(refused['error']).toBe('invalid_blocks');
  return refused['errors'] as string[];
}

const option = (text: string, value = text) => ({ text: words(text), value });
const select = (more: object) => actions({ type: 'static_select', action_id: 's', ...more });
const confirm = { title: words('Sure?'), text: words('It is final.'), confirm: words('Yes'), deny: words('No') };

describe('a message is refused for', () => {
  test.each<[string, object[], string]>([
    [
      '51 blocks',
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    ['a type Slack does not know', [{ type: 'secton' }], 'unsupported type: secton [json-pointer:/blocks/0/type]'],
    ['a block without a type', [{ text: words('x') }], 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'a section text of 3001',
      [section('x'.repeat(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a section with neither text nor fields',
      [{ type: 'section' }],
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      '11 fields',
      [{ type: 'section', fields: Array.from({ length: 11 }, () => words('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field of 2001',
      [{ type: 'section', fields: [words('x'.repeat(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a header of 151',
      [{ type: 'header', text: words('x'.repeat(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a button text of 76',
      [actions(button('a', 'x'.repeat(76)))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a button value of 2001',
      [actions(button('a', 'x', { value: 'x'.repeat(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a style that is none',
      [actions(button('a', 'x', { style: 'warning' }))],
      'invalid value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a button text in mrkdwn',
      [actions({ ...button('a', 'x'), text: { type: 'mrkdwn', text: 'x' } })],
      'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]',
    ],
    [
      '26 elements',
      [actions(...Array.from({ length: 26 }, (_, n) => button(`a${n}`, 'x')))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    ['no elements', [actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      'a property nobody knows',
      [{ ...section('x'), accent: true }],
      'invalid additional property: accent [json-pointer:/blocks/0]',
    ],
    [
      'one action id twice in a block',
      [actions(button('a', 'x'), button('a', 'y'))],
      '`action_id` "a" already exists for another element [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'one block id twice',
      [
        { ...section('x'), block_id: 'b' },
        { ...section('y'), block_id: 'b' },
      ],
      '`block_id` "b" already exists for another block [json-pointer:/blocks/1/block_id]',
    ],
    [
      'an id of 256',
      [{ ...section('x'), block_id: 'b'.repeat(256) }],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      '101 options',
      [select({ options: Array.from({ length: 101 }, (_, n) => option(`o${n}`)) })],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'an option text of 76',
      [select({ options: [option('x'.repeat(76), 'v')] })],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'a select without options',
      [select({})],
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]',
    ],
    [
      '11 texts in a context',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => words('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a button in a context',
      [{ type: 'context', elements: [button('a', 'x')] }],
      'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'an image without alt text',
      [{ type: 'image', image_url: 'https://x.example/a.png' }],
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'a confirmation title of 101',
      [actions(button('a', 'x', { confirm: { ...confirm, title: words('x'.repeat(101)) } }))],
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      'a confirmation without a way back',
      [actions(button('a', 'x', { confirm: { ...confirm, deny: undefined } }))],
      'missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]',
    ],
    [
      'Markdown of 12,001',
      [{ type: 'markdown', text: 'x'.repeat(12_001) }],
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      '101 table rows',
      [{ type: 'table', rows: Array.from({ length: 101 }, () => [{ type: 'raw_text', text: 'x' }]) }],
      'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
    ],
  ])('%s', async (_name, blocks, message) => {
    expect(await messagesOf(blocks)).toContain(message);
  });

  test('blocks that are no list', async () => {
    const { client, channel } = slack();
    const sent = client.apiCall('chat.postMessage', { channel: channel('approvals'), text: 'x', blocks: '{oops' });
    expect((await refusal(sent))['error']).toBe('invalid_blocks_format');
  });
});

test('at the limit it is taken', async () => {
  const { client, channel } = slack();
  const full = actions(...Array.from({ length: 25 }, (_, n) => button(`a${n}`, 'x'.repeat(75), { confirm })));
  const blocks = [section('x'.repeat(3000)), { type: 'header', text: words('x'.repeat(150)) }, full];
  const posted = await client.chat.postMessage({ channel: channel('approvals'), text: 'x', blocks });
  expect(posted.ok).toBe(true);
  // Ids that were left out are made up.
  expect(posted.message?.blocks?.every((each) => each.block_id !== '')).toBe(true);
});

describe('a view is refused for', () => {
  const shown = (more: object) => ({ ...modal([section('x')]), ...more });
  test.each<[string, object, string, string]>([
    [
      'a title of 25',
      shown({ title: words('x'.repeat(25)) }),
      'invalid_arguments',
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'no title',
      shown({ title: undefined }),
      'invalid_arguments',
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'inputs without submit',
      shown({ submit: undefined, blocks: [input('a', 'A')] }),
      'invalid_arguments',
      'missing required field: submit [json-pointer:/view]',
    ],
    [
      '101 blocks',
      shown({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }),
      'invalid_arguments',
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'private metadata of 3001',
      shown({ private_metadata: 'x'.repeat(3001) }),
      'invalid_arguments',
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a home where a modal belongs',
      shown({ type: 'home' }),
      'invalid_arguments',
      'unsupported type: home [json-pointer:/view/type]',
    ],
    [
      'Markdown, which messages have alone',
      shown({ blocks: [{ type: 'markdown', text: 'x' }] }),
      'invalid_arguments',
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [
      'an input without a label',
      shown({ blocks: [{ ...input('a', 'A'), label: undefined }] }),
      'invalid_arguments',
      'missing required field: label [json-pointer:/view/blocks/0]',
    ],
    ['250 kB', shown({ blocks: Array.from({ length: 90 }, () => section('x'.repeat(2900))) }), 'view_too_large', ''],
  ])('%s', async (_name, view, error, message) => {
    const { client } = slack();
    const trigger = await triggerOf();
    const refused = await refusal(client.views.open({ trigger_id: trigger, view: view as never }));
    expect(refused['error']).toBe(error);
    if (message !== '') expect(refused['response_metadata'].messages).toContain(`[ERROR] ${message}`);
  });
});

/** A trigger as the bot would have got it: read from the log of deliveries, because no bot listens here. */
async function triggerOf(): Promise<string> {
  const { act, sandbox } = slack();
  await act('command', { from: 'owner', text: 'help' });
  const sent = (await sandbox.requests()).findLast(
    (each) => each['neighbour'] === 'bot' && each['requestBody'].trigger_id,
  );
  return String(sent?.['requestBody'].trigger_id);
}
