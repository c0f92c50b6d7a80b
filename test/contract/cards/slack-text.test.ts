import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../cards/card-of.ts';
import { readAction } from '../../../cards/block-kit/read.ts';
import { renderMessage, renderModal } from '../../../cards/render-block-kit.ts';
import type { View } from '../../../src/chat/view.ts';
import { drawBlocks, drawView } from '../../support/draw-slack.ts';
import { everyObject } from '../../unit/cards/adaptive-rules.ts';
import { now, password, requestFacts } from '../../unit/cards/sample-progress.ts';
import { sampleViews } from '../../unit/cards/sample-views.ts';
import { hostile } from './hostile.ts';
import { modalComplaints } from './slack-rules.ts';

type Json = Record<string, unknown>;
const nodesOf = (made: unknown, type: string): Json[] => everyObject(made).filter((node) => node['type'] === type);
const shownIn = (made: unknown): string =>
  everyObject(made)
    .flatMap((node) => (typeof node['text'] === 'string' ? [node['text']] : []))
    .join('\n');
const pressesOf = (made: unknown) =>
  nodesOf(made, 'button').map((node) =>
    readAction({ action_id: String(node['action_id']), value: String(node['value']) }),
  );

const decide = (text: string): View => ({
  view: 'decide',
  request: requestFacts(() => text),
  outcome: { state: 'pending' },
});

describe('what a person wrote is text and nothing else', () => {
  const attack = hostile['mrkdwn']!('Billing');

  test('no element that reads markup holds any of it', () => {
    for (const [name, view] of Object.entries(sampleViews(() => attack))) {
      if (cardOf(view).dialog !== null) continue;
      for (const { text } of nodesOf(renderMessage(view, { now }).blocks, 'mrkdwn')) {
        expect({ name, text }).not.toMatchObject({
          text: expect.stringMatching(/evil|skull|!channel|U012|`code|_it_/),
        });
      }
    }
  });

  test('nobody is mentioned by the text beside the blocks', () => {
    for (const view of Object.values(sampleViews(() => attack))) {
      const { text } = renderMessage(view, { now });
      expect(text).not.toMatch(/[<>]/);
    }
  });

  test('drawn, there is neither a link nor emphasis of theirs', () => {
    // Plain text is left out: the library reads markup in it, Slack does not.
    const { blocks } = renderMessage(decide(attack), { now });
    const html = drawBlocks(blocks.filter((block) => block.type === 'rich_text' || block.type === 'section'));
    expect(html).not.toMatch(/href="https?:\/\/evil|<em>|<del>|<code>/);
    expect(html).toContain('&lt;!channel&gt;');
  });

  test('it still reads as it was written', () => {
    const view: View = { view: 'notice', title: 'x', text: '*b* _i_ <!channel> :skull: & a < b', tone: 'neutral' };
    expect(shownIn(renderModal(view).blocks)).toContain('*b* _i_ <!channel> :skull: & a < b');
  });

  test('characters that turn text around or hide it are dropped', () => {
    const view: View = { view: 'notice', title: 'a\u202Eb\u{E0041}c', text: '', tone: 'neutral' };
    expect(JSON.stringify(renderMessage(view))).toContain('abc');
  });
});

describe('what had to be shortened can be seen whole', () => {
  const words = Array.from({ length: 2000 }, (_, index) => `word${index}`);
  const view = decide(words.join(' '));

  test('the card has a button for it, beside its own', () => {
    const { blocks } = renderMessage(view, { now });
    const own = pressesOf(renderMessage(decide('short'), { now }).blocks).map((press) => press?.action);
    expect(own.slice(0, 2)).toEqual(['approve', 'deny-open']);
    expect(pressesOf(blocks).map((press) => press?.action)).toEqual([...own, 'show-all']);
    expect(pressesOf(blocks).at(-1)).toMatchObject({ opens: true, values: { again: 'card', page: '1' } });
  });

  test('every word of it stands in one of the parts, and each part fits', () => {
    const again = { again: 'card' };
    const pages = [];
    for (let page = 1; page <= 40; page += 1) {
      const modal = renderModal(view, { now, whole: { page, again } });
      expect(modalComplaints(modal)).toEqual([]);
      expect(modal.submit).toBeUndefined();
      pages.push(modal);
      if (!pressesOf(modal).some((press) => press?.values['page'] === String(page + 1))) break;
    }
    expect(pages.length).toBeGreaterThan(1);
    const shown = pages.map((page) => shownIn(page.blocks)).join('\n');
    for (const word of words) expect(shown).toMatch(new RegExp(`\\b${word}\\b`));
    expect(pressesOf(pages[1]!)[0]).toMatchObject({ action: 'show-all', values: { again: 'card', page: '1' } });
  });

  test('a page nobody can ask for is the nearest there is', () => {
    const whole = (page: number) => renderModal(decide('short'), { whole: { page, again: { again: 'card' } } });
    expect(whole(99).blocks).toEqual(whole(1).blocks);
    expect(whole(Number.NaN).blocks).toEqual(whole(1).blocks);
  });

  test('half a script says that it is half', () => {
    const script = Array.from({ length: 900 }, (_, index) => `Set-Thing -Number ${index}`).join('\n');
    const task = { ...sampleViews()['task-open'], script } as View;
    const { blocks } = renderMessage(task, { now });
    expect(shownIn(blocks)).toMatch(/\d+ more lines: do not paste this part/);
    const whole = renderModal(task, { whole: { page: 1, again: { again: 'card' } } });
    expect(shownIn(nodesOf(whole.blocks, 'rich_text_preformatted')).replaceAll(/\n+/g, '\n')).toContain(script);
  });
});

describe('the reveal', () => {
  const view = sampleViews()['reveal']!;

  test('is a modal of text: nothing in it could send it back', () => {
    const modal = renderModal(view, { now });
    expect(shownIn(modal.blocks)).toContain(password);
    expect(modal.submit).toBeUndefined();
    expect(modal.blocks.filter((block) => block.type === 'actions' || block.type === 'input')).toEqual([]);
    expect(modal.private_metadata + modal.callback_id + modal.title.text).not.toContain(password.slice(0, 8));
  });

  test('in a message, or as all of a card, the secret is not shown', () => {
    const whole = { page: 1, again: { again: 'card' } };
    const others = Object.entries(sampleViews()).filter(([name]) => name !== 'reveal');
    expect(JSON.stringify(renderMessage(view))).not.toContain(password.slice(0, 8));
    expect(JSON.stringify(renderModal(view, { whole }))).not.toContain(password.slice(0, 8));
    for (const [, other] of others) expect(JSON.stringify(renderModal(other))).not.toContain(password.slice(0, 8));
  });
});

test('every view can be drawn, light and dark, whatever stands in it', () => {
  for (const say of [hostile['as usual']!, hostile['mrkdwn']!, hostile['empty']!])
    for (const theme of ['light', 'dark'] as const)
      for (const view of Object.values(sampleViews(say))) expect(drawView(view, theme, { now })).toContain('<');
});
