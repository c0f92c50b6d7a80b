import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeReport } from '../../../../src/watch/radar/decode-report.ts';
import { estimate } from '../../../../src/watch/radar/estimate.ts';
import { inertCell, readReport } from '../../../../src/watch/radar/read-report.ts';
import type { Report } from '../../../../src/watch/radar/read-report.ts';

const header = 'Sender address,Domain,TLS 1.0,TLS 1.1,TLS 1.2,Messages sent,Authentication Protocol';

function read(text: string): Report {
  const found = readReport(text);
  if (!found.ok) throw new Error(found.why);
  return found.report;
}
const why = (text: string): string => {
  const found = readReport(text);
  return found.ok ? 'it was read' : found.why;
};

describe('a report', () => {
  test('as Exchange exports it', () => {
    const report = read(`${header}\r\nScan@Contoso.com,contoso.com,0,12.5%,87.5%,"1,234",Basic auth\r\n`);
    expect(report).toEqual({
      clients: [{ address: 'scan@contoso.com', auth: 'basic', messages: 1234, oldTls: 12.5 }],
      leftOut: [],
      saysAuth: true,
    });
  });

  test('without the newer column nobody is said to use a password, and nobody not to', () => {
    const report = read('Sender address,Messages sent\nerp@contoso.com,7');
    expect(report).toMatchObject({ saysAuth: false, clients: [{ auth: 'unknown', oldTls: null }] });
  });

  test('rows of one address are one client, and what stops is not hidden by what stays', () => {
    const rows = ['a@contoso.com,contoso.com,0,0,100,10,OAuth', 'A@contoso.com,contoso.com,50,0,50,5,Basic'];
    expect(read([header, ...rows].join('\n')).clients).toEqual([
      { address: 'a@contoso.com', auth: 'both', messages: 15, oldTls: 50 },
    ]);
  });

  test.each([
    [';', `sep=;\n${header.replaceAll(',', ';')}\nx@contoso.com;contoso.com;0,5;0;99,5;1.234;Basic`],
    ['tab', `${header.replaceAll(',', '\t')}\nx@contoso.com\tcontoso.com\t0,5\t0\t99,5\t1 234\tBasic`],
    [
      'titles above',
      `SMTP AUTH clients report\nLast 7 days\n\n${header}\nx@contoso.com,contoso.com,"0,5",0,"99,5","1,234",Basic`,
    ],
    ['other order', `"MESSAGES  SENT",authentication-protocol,TLS 1.0,sender_address\n1234,basic,0.5,x@contoso.com`],
  ])('cells parted by %s', (_name, text) => {
    expect(read(text).clients).toEqual([{ address: 'x@contoso.com', auth: 'basic', messages: 1234, oldTls: 0.5 }]);
  });

  test('with wrong columns says which are missing and which it has, formulas made harmless', () => {
    expect(why('Domain,TLS 1.2,=cmd()\ncontoso.com,100,1')).toBe(
      "The columns “Sender address” and “Messages sent” are missing. It has: Domain, TLS 1.2, '=cmd().",
    );
    expect(why('Sender address,Domain\na@contoso.com,contoso.com')).toMatch(/^The column “Messages sent” is missing/);
    expect(why(' \n')).toMatch(/empty/);
    expect(why(`${header}\nnobody,,,,,,`)).toMatch(/no row with a mail address/);
  });

  test('that breaks off within quotes is refused as a whole, with the line', () => {
    expect(why(`${header}\na@contoso.com,contoso.com,0,0,100,1,Basic\n"b@contoso.com,contoso.com`)).toMatch(
      /cannot be read as a table.*line \d/,
    );
  });

  test('formulas, half rows and rows with too much are left out and named by their line', () => {
    const rows = [
      `=cmd|' /C calc'!A0,contoso.com,0,0,100,1,Basic`,
      '"=HYPERLINK(""http://x.example"",""y"")",contoso.com,0,0,100,1,Basic',
      'good@contoso.com,contoso.com,0,0,100,1,Basic',
      'half@contoso.com,contoso.com',
      '=x@contoso.com,contoso.com,0,0,100,1,Basic',
      '+x@contoso.com,contoso.com,0,0,100,1,Basic',
      '-x@contoso.com,contoso.com,0,0,100,1,Basic',
      '@x@contoso.com,contoso.com,0,0,100,1,Basic',
      'much@contoso.com,contoso.com,0,0,100,1,Basic,more',
    ];
    const report = read([header, ...rows].join('\n'));
    expect(report.clients.map((each) => each.address)).toEqual(['good@contoso.com']);
    expect(report.leftOut).toEqual([2, 3, 5, 6, 7, 8, 9, 10]);
  });

  test('of fifty thousand rows is read, of more is not', () => {
    const rows = (many: number): string =>
      `${header}\n${Array.from({ length: many }, (_, no) => `s${no}@contoso.com,contoso.com,0,0,100,1,Basic`).join('\n')}`;
    expect(read(rows(10_000)).clients).toHaveLength(10_000);
    expect(why(rows(50_001))).toMatch(/50001 rows; 50000/);
  });
});

describe('encodings', () => {
  const text = `${header}\nmüller@contoso.com,contoso.com,0,0,100,3,Basic`;
  const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
  const le = Buffer.from(text, 'utf16le');
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE with a mark', swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    ['UTF-16LE', le],
    ['UTF-16BE', swapped(le)],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', (_name, bytes) => {
    expect(read(decodeReport(bytes)).clients).toEqual([
      { address: 'müller@contoso.com', auth: 'basic', messages: 3, oldTls: 0 },
    ]);
  });
});

describe('properties', () => {
  test('any bytes are a report or a sentence, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const found = readReport(decodeReport(bytes));
        expect(found.ok || found.why.length > 0).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (rest) => {
        const found = readReport(`${header}\n${rest}`);
        expect(found.ok || found.why.length > 0).toBe(true);
      }),
    );
  });

  test('whatever separates and however it is written, the same clients come out, each address once', () => {
    const client = fc.record({
      address: fc.emailAddress().filter((each) => /^\w[\w.+-]*@[\w.-]+$/.test(each)),
      messages: fc.nat(9_999_999),
      auth: fc.constantFrom('basic', 'oauth'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(client, { minLength: 1, maxLength: 20, selector: (each) => each.address.toLowerCase() }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('utf8' as const, 'utf16le' as const),
        (clients, sign, end, encoding) => {
          const rows = clients.map((each) => [`"${each.address}"`, each.messages, each.auth].join(sign));
          const text = [['Sender address', 'Messages sent', 'Authentication Protocol'].join(sign), ...rows].join(end);
          expect(read(decodeReport(Buffer.from(text, encoding))).clients).toEqual(
            clients.map((each) => ({ ...each, address: each.address.toLowerCase(), oldTls: null })),
          );
        },
      ),
    );
  });

  test('no cell begins like a formula once it is shown', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
        expect(inertCell(sign + rest)).toBe(`'${sign}${rest}`);
      }),
    );
    expect(inertCell('scan@contoso.com')).toBe('scan@contoso.com');
  });

  test('an estimate is what a form takes', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (messages) => {
        const { perDay, perHour } = estimate({ messages });
        expect(perDay * 7).toBeGreaterThanOrEqual(messages);
        expect(perHour).toBeGreaterThanOrEqual(1);
        expect(perHour).toBeLessThanOrEqual(perDay);
      }),
    );
  });
});
