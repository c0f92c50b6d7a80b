import type { PasswordCredentials } from '../../../src/credentials/composed.ts';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../cards/plain/format.ts';
import { renderText } from '../../../cards/render-text.ts';
import { durationText, relativeTo, tookText } from '../../../cards/copy/times.ts';
import { now, password } from './sample-progress.ts';
import { revealView } from './sample-reveal.ts';
import { sampleViews } from './sample-views.ts';
import type { View } from '../../../src/chat/view.ts';
import { Secret } from '../../../src/shared/secret.ts';

const options = { now, timeZone: 'Europe/Berlin' };

describe('a card as text', () => {
  test('the decision: what, until when, why, what will be made, who may act', () => {
    const text = renderText(sampleViews()['decide-pending']!, { ...options, width: 100 });
    expect(text.split('\n')[0]).toMatch(
      /^Billing wants to send mail as invoices@mail\.contoso\.com +● waiting for a decision$/,
    );
    expect(text).toContain('by Fri 27 Nov 10:42 (in 7 days)');
    expect(text).toContain('+ MailFrom invoices@mail.contoso.com');
    expect(text).toContain('? not known: the directory may not be read');
    expect(text).toContain('[ Approve ]  [ Deny… ]');
    expect(text).toContain('2 of 7 approvers can decide');
  });

  test('who is left before a mail service ends: how fast they have to go; of the last one no pace is asked', () => {
    const lead = (left: number): string => {
      const view = sampleViews()['migrations-done']! as Extract<View, { view: 'migrations' }>;
      return renderText({ ...view, monthsLeft: 22, counts: { left, moving: 0, moved: 0 } }, { ...options, width: 100 });
    };
    expect(lead(11)).toContain('22 months are left: one every 2 months is enough.');
    expect(lead(1)).toMatch(/22 months are left\. /);
  });

  test('progress: bar, count, times, and the reason for waiting', () => {
    const text = renderText(sampleViews()['progress-setting-up']!, { ...options, width: 100 });
    expect(text).toMatch(/▓+░+ 4 of 7 done/);
    expect(text).toMatch(/✓ app registration +0\.8 s/);
    expect(text).toContain('waiting: Entra has not replicated the new principal yet');
    expect(text).toContain('· proof: log-in');
  });

  test('no line is wider than asked, whatever was typed', () => {
    for (const say of [
      (text: string) => text,
      () => 'x'.repeat(3000),
      () => '漢字👍'.repeat(300),
      () => 'שלום '.repeat(300),
    ])
      for (const width of [40, 72, 100])
        for (const [name, view] of Object.entries(sampleViews(say, 3))) {
          const wide = renderText(view, { ...options, width })
            .split('\n')
            .filter((line) => !line.startsWith('│') && columnsOf(line) > width);
          expect({ name, width, wide }).toEqual({ name, width, wide: [] });
        }
  });

  test('shows three characters of a password, also in the settings', () => {
    const text = renderText(
      revealView((word) => word),
      options,
    );
    expect(text).not.toContain(password.slice(0, 4));
    expect(text).toContain('Hq7…');
    expect(text).toContain("$mail->Password = 'Hq7…';");
  });

  test('hides settings where the password stands in another form', () => {
    const view = revealView((word) => word) as Extract<ReturnType<typeof revealView>, { view: 'reveal' }>;
    const secret = "it's~secret";
    const text = renderText({
      ...view,
      credentials: { ...view.credentials, password: new Secret(secret) } as PasswordCredentials,
      settings: { ...view.settings, text: String.raw`pass = 'it\'s~secret'` },
    });
    expect(text).not.toContain('s~secret');
    expect(text).toContain('shown in the dialog only');
  });

  test('a decided card keeps its facts, loses its buttons and names who and when', () => {
    const text = renderText(sampleViews()['decide-denied']!, options);
    expect(text).toContain('✗ denied by Amara Nwosu, Tue 24 Nov 11:42');
    expect(text).toContain('Use the shared address');
    expect(text).not.toContain('[ ');
  });
});

test('times in words', () => {
  expect(relativeTo(new Date('2026-12-04T09:42:00Z'), now)).toBe('in 14 days');
  expect(relativeTo(new Date('2026-11-20T09:39:00Z'), now)).toBe('3 minutes ago');
  expect(tookText(800)).toBe('0.8 s');
  expect(tookText(65_000)).toBe('1 min 5 s');
  expect(durationText('P6M')).toBe('6 months');
  expect(durationText('P1Y')).toBe('1 year');
  expect(durationText('soon')).toBe('soon');
});
