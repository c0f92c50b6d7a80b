import { describe, expect, test } from 'vitest';
import { readReport } from '../../../src/relays/exchange-report.ts';
import { exchangeScript } from '../../../src/relays/exchange-script.ts';
import { report, wish } from './exchange-samples.ts';

const line = `SENDPASS ${JSON.stringify(report)}`;
const good = { ok: true, report };

describe('what was pasted is read', () => {
  test.each([
    ['the line alone', line],
    ['a whole session around it', `PS C:\\> .\\x.ps1\r\nMade the scope.\r\n${line}\r\n\r\nPS C:\\> exit`],
    ['a console that broke it at 80 columns', line.replace(/(.{80})/g, '$1\r\n')],
    ['a mail that quoted it', `> ${line.replace(/(.{76})/g, '$1\n> ')}`],
    ['quotes of a word processor', line.replace(/"([^"]*)"/g, '“$1”')],
    ['a hard space behind the word', line.replace('SENDPASS ', 'SENDPASS\u00a0')],
    ['invisible characters', `\ufeff${line.replace('objectId', 'object\u200bId')}`],
    ['an earlier run above it', `SENDPASS {"appId":"x"}\n${line}`],
    ['the script itself above it', `${exchangeScript(wish)}\n${line}`],
  ])('%s', (_name, pasted) => {
    expect(readReport(pasted)).toEqual(good);
  });

  test('of two runs the last counts', () => {
    const before = { ...report, objectId: null };
    expect(readReport(`SENDPASS ${JSON.stringify(before)}\n${line}`)).toEqual(good);
  });

  test('braces within a text end nothing', () => {
    const odd = { ...report, scope: "PrimarySmtpAddress -eq '}{\"@contoso.com'" };
    expect(readReport(`SENDPASS ${JSON.stringify(odd)}`)).toEqual({ ok: true, report: odd });
  });
});

describe('what cannot be read says why', () => {
  const why = (pasted: string): string => {
    const read = readReport(pasted);
    return read.ok ? 'read' : read.why;
  };

  test.each([
    ['nothing', '', 'no line that starts with SENDPASS'],
    ['something else', 'It worked!', 'no line that starts with SENDPASS'],
    ['the script instead of its output', exchangeScript(wish), 'no line that starts with SENDPASS'],
    ['a line that is cut off', line.slice(0, -30), 'cut off'],
    ['a field that is missing', `SENDPASS ${JSON.stringify({ ...report, holds: undefined })}`, '(holds)'],
    ['a field of another kind', `SENDPASS ${JSON.stringify({ ...report, tenantSmtpAuth: 1 })}`, '(tenantSmtpAuth)'],
    [
      'a script that stopped',
      'Exception: Sendpass stopped: no mailbox has x@contoso.com as its primary address. Nothing was changed.',
      'no mailbox has x@contoso.com',
    ],
  ])('%s', (_name, pasted, expected) => {
    expect(why(pasted)).toContain(expected);
  });

  test('a huge paste is answered, not searched for ever', () => {
    expect(why('SENDPASS {'.repeat(200))).toContain('cut off');
  });
});
