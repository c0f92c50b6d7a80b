import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { renderAdaptiveCard, renderTeamsDialog } from '../../../cards/render-adaptive-card.ts';
import { slackLimits } from '../../../cards/limits-slack.ts';
import { cardOf } from '../../../cards/card-of.ts';
import { everyObject, markdownTexts } from './adaptive-rules.ts';
import { now, password, progressViews } from './sample-progress.ts';
import { revealView } from './sample-reveal.ts';
import { formView, sampleViews } from './sample-views.ts';

type MarkdownIt = (options: object) => { render(text: string): string };
const markdown = (createRequire(import.meta.url)('markdown-it') as MarkdownIt)({ html: false, linkify: false });

describe('every view fits Teams, whatever is written in it (test/contract/cards)', () => {
  test('a smaller limit is kept too', () => {
    const view = sampleViews(() => 'x'.repeat(10_000), 100)['decide-pending']!;
    const { card } = renderAdaptiveCard(view, { maxBytes: 16_000 });
    expect(JSON.stringify(card).length * 2).toBeLessThanOrEqual(16_000);
    expect(card['actions']).toHaveLength(4);
  });
});

describe('what a person wrote is text and nothing else', () => {
  const attack =
    '**b** _i_ [click](https://evil.example) <at>Everyone</at> {{DATE(2020-01-01T00:00:00Z, SHORT)}}\n# big\n- item\n1. one';

  test('no link, emphasis, heading, list or mention comes out of it', () => {
    for (const view of Object.values(sampleViews(() => attack)))
      for (const text of markdownTexts(renderAdaptiveCard(view, { now }).card)) {
        const html = markdown.render(text.replace(/\{\{(DATE|TIME)\([^)]*\)\}\}/g, ''));
        expect(html).not.toMatch(/<(a|img|h\d|ul|ol|em|blockquote|code)\b/);
        expect(html).not.toMatch(/<at>|&lt;at&gt;/);
      }
  });

  test('only our own date tokens are left', () => {
    for (const view of Object.values(sampleViews(() => attack)))
      expect(markdownTexts(renderAdaptiveCard(view).card).join('\n')).not.toContain('{{DATE(2020');
  });

  test('it still reads as it was written', () => {
    const { card } = renderAdaptiveCard({ view: 'notice', title: 'x', text: attack.split('\n')[0]!, tone: 'neutral' });
    const html = markdown.render(markdownTexts(card)[1]!).replaceAll('\u2060', '');
    expect(html).toContain('**b** _i_ [click](https://evil.example) &lt;at&gt;Everyone&lt;/at&gt; {{DATE(');
  });

  test('characters that turn text around or hide it are dropped', () => {
    const { card } = renderAdaptiveCard({ view: 'notice', title: 'a\u202Eb\u{E0041}c', text: '', tone: 'neutral' });
    expect(JSON.stringify(card)).toContain('abc');
  });
});

describe('the reveal dialog', () => {
  const { card } = renderAdaptiveCard(
    revealView((text) => text),
    { now },
  );

  test('has nothing that could send it back', () => {
    expect(everyObject(card).filter((node) => /^(Action|Input)\./.test(String(node['type'])))).toEqual([]);
  });

  test('shows the password whole, to copy, and keeps it out of summary, speech and headings', () => {
    const lines = everyObject(card)
      .filter((node) => node['type'] === 'CodeBlock')
      .map((node) => node['codeSnippet']);
    expect(lines).toContain(password);
    const { speak, fallbackText } = card;
    expect(JSON.stringify([speak, fallbackText])).not.toContain(password);
    expect(JSON.stringify(markdownTexts(card))).not.toContain(password);
  });

  test('the fallback of old clients holds the same characters', () => {
    const runs = everyObject(card)
      .filter((node) => node['type'] === 'TextRun')
      .map((node) => node['text']);
    expect(runs).toContain(password);
    expect(runs.join('\n')).toContain(`$mail->Password = '${password}';`);
  });

  test('no other view knows how to show a secret', () => {
    const { reveal: _, ...others } = sampleViews();
    for (const view of Object.values(others))
      expect(JSON.stringify(renderAdaptiveCard(view).card)).not.toContain(password.slice(0, 8));
  });
});

describe('the request form', () => {
  const { card } = renderAdaptiveCard(formView((text) => text, true));
  const nodes = everyObject(card);
  const input = (id: string) => nodes.find((node) => node['id'] === id);

  test('keeps what was typed and says what is wrong directly under the field', () => {
    expect(input('appName')).toMatchObject({ value: 'Billing' });
    expect(input('localPart')).toMatchObject({ value: 'finance-director' });
    expect(input('secondOwner')).toMatchObject({ value: 'person-1' });
    const column = nodes.find((node) => (node['items'] as { id?: string }[] | undefined)?.[0]?.id === 'localPart')!;
    expect((column['items'] as { color?: string; text?: string }[])[1]).toMatchObject({ color: 'Attention' });
    expect((column['items'] as { text: string }[])[1]!.text).toContain('belongs to a person in your directory');
  });

  test('names the fields in its first line', () => {
    expect(markdownTexts(card)[0]).toContain('2 fields need another look');
    expect(markdownTexts(card)[0]).toContain('Sends as and Mails a day');
  });

  test('an error on no known field is shown all the same', () => {
    const view = formView((text) => text, false);
    const shown = renderAdaptiveCard({
      ...view,
      errors: [{ field: '__proto__', message: 'The directory does not answer.' }],
    } as typeof view);
    expect(markdownTexts(shown.card).join(' ')).toContain('The directory does not answer.');
  });

  test('a look that was late is no field’s mistake: nothing to look at is named', () => {
    const late = { field: 'form', message: 'Azure did not answer in time. Send it once more.' };
    const firstLine = (errors: (typeof late)[]): string =>
      markdownTexts(
        renderAdaptiveCard({ ...formView((text) => text, false), errors } as Parameters<typeof renderAdaptiveCard>[0])
          .card,
      )[0] ?? '';
    expect(firstLine([late])).toMatch(/not sent yet$/);
    expect(firstLine([late, { field: 'perDay', message: 'Too many.' }])).toMatch(
      /one field needs another look – Mails a day/,
    );
  });

  test('people are searched in the directory', () => {
    expect(input('secondOwner')).toMatchObject({
      style: 'filtered',
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    });
  });

  test('sends the version that was seen', () => {
    expect(card['actions']).toMatchObject([
      { type: 'Action.Submit', data: { action: 'edit-submit', requestId: 'k3jd92mxqa', version: '2' } },
    ]);
  });
});

describe('buttons', () => {
  const actionsOf = (name: string) =>
    (renderAdaptiveCard(sampleViews()[name]!).card['actions'] ?? []) as {
      title: string;
      data: Record<string, unknown>;
    }[];

  test('a pending request can be approved at once or denied with a reason, in the version shown', () => {
    expect(actionsOf('decide-pending')).toMatchObject([
      { type: 'Action.Execute', verb: 'approve', data: { action: 'approve', requestId: 'k3jd92mxqa', version: '2' } },
      { type: 'Action.Submit', data: { action: 'deny-open', msteams: { type: 'task/fetch' } } },
      { type: 'Action.Submit', data: { action: 'question-open' } },
      { type: 'Action.Submit', mode: 'secondary', data: { action: 'approve-change-open' } },
    ]);
  });

  test('a decided one has none', () => {
    for (const name of ['approved', 'denied', 'withdrawn', 'expired']) expect(actionsOf(`decide-${name}`)).toEqual([]);
  });

  test('credentials can be shown only with a token', () => {
    const verbs = (name: string) => actionsOf(name).map((action) => action.data['action']);
    expect(actionsOf('progress-ready')[0]!.data).toMatchObject({
      action: 'reveal',
      token: 'u1Zs0X3v9Q2m',
      senderId: 'sq8wzr4tnb',
    });
    expect(verbs('progress-ready-vault')).not.toContain('reveal');
    expect(verbs('progress-installed')).not.toContain('reveal');
  });

  test('who may not act gets none', () => {
    for (const view of Object.values(progressViews((text) => text))) {
      const card = renderAdaptiveCard({ ...view, mayAct: false, revealToken: 'x' } as typeof view).card;
      const verbs = ((card['actions'] ?? []) as { data: { action: string } }[]).map((action) => action.data.action);
      expect(verbs.filter((verb) => verb !== 'request-open')).toEqual([]);
    }
  });
});

test('dates are in the reader’s zone by token, with the distance where the time is known', () => {
  const text = JSON.stringify(renderAdaptiveCard(sampleViews()['decide-pending']!, { now }).card);
  expect(text).toContain('{{DATE(2026-11-27T09:42:00Z, SHORT)}} {{TIME(2026-11-27T09:42:00Z)}} (in 7 days)');
});

test('a dialog has a title and a size', () => {
  const dialog = renderTeamsDialog(sampleViews()['deny-form']!);
  expect(dialog).toMatchObject({ title: 'Deny the request', height: 'medium', width: 'medium' });
});

test('the same words fit Block Kit: buttons, dialog titles, labels', () => {
  for (const view of Object.values(sampleViews())) {
    const card = cardOf(view);
    for (const button of card.buttons) expect(button.title.length).toBeLessThanOrEqual(slackLimits.buttonTitle);
    if (card.dialog === null || view.view === 'notice') continue;
    expect(card.dialog.title.length).toBeLessThanOrEqual(slackLimits.dialogTitle);
    expect((card.dialog.submit?.title ?? '').length).toBeLessThanOrEqual(slackLimits.submitTitle);
  }
});
