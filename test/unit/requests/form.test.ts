import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine } from '../../../src/requests/clean.ts';
import { formFields, parseForm } from '../../../src/requests/form.ts';
import { form, values } from './support.ts';

const errorOn = (changed: Record<string, string>): string[] => {
  const parsed = parseForm(values(changed));
  return parsed.ok ? [] : parsed.errors.map((error) => error.field);
};

describe('any input is a form or errors on its fields', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme-composite', maxLength: 200 }),
    fc.string().map((each) => `${each}\u0000\u202e\ud800`),
    fc.constantFrom('', ' ', '__proto__', 'constructor', 'P6M', '-P6M', 'P99999999999Y', '1e9', '0x10', 'NaN', '../..'),
    fc.string({ minLength: 3000, maxLength: 6000 }),
  );
  const field = fc.oneof(fc.constantFrom(...formFields, '__proto__', 'constructor', 'toString'), fc.string());

  test('whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(field, text)), fc.dictionary(fc.string(), text), (pairs, more) => {
        const input: Record<string, string> = { ...more };
        for (const [name, value] of pairs)
          Object.defineProperty(input, name, { value, enumerable: true, configurable: true, writable: true });
        const parsed = parseForm(input);
        if (parsed.ok) return;
        expect(parsed.errors.length).toBeGreaterThan(0);
        for (const error of parsed.errors) {
          expect(formFields).toContain(error.field);
          expect(error.message.length).toBeGreaterThan(5);
        }
      }),
    );
  });

  test('one bad field among good ones is the only one named', () => {
    fc.assert(
      fc.property(fc.constantFrom(...formFields), text, (name, value) => {
        const parsed = parseForm({ ...values(), [name]: value });
        expect(parsed.ok ? [name] : parsed.errors.map((error) => error.field)).toEqual([name]);
      }),
    );
  });

  test('what is accepted is clean, and reads the same again', () => {
    fc.assert(
      fc.property(text, text, (appName, displayName) => {
        const parsed = parseForm({ ...values(), appName, displayName });
        if (!parsed.ok) return;
        for (const each of [parsed.form.appName, parsed.form.displayName]) {
          expect(each).not.toMatch(/\p{C}/u);
          expect(each).toBe(each.normalize('NFC'));
          expect(cleanLine(each)).toBe(each);
        }
      }),
    );
  });

  test('values that are not text count as missing', () => {
    const parsed = parseForm({ appName: 5, purpose: null, places: ['x'] });
    expect(parsed.ok).toBe(false);
  });
});

describe('what people type', () => {
  test('invisible characters go, the rest stays', () => {
    expect(form({ appName: ' Bil\u200bling\u202e  2 ' }).appName).toBe('Billing 2');
    expect(form({ purpose: 'Invoices\r\nevery month\u0000' }).purpose).toBe('Invoices\nevery month');
  });
  test('numbers with separators, addresses with capitals, places on lines', () => {
    expect(form({ perHour: '1,000', perDay: "10'000" })).toMatchObject({ perHour: 1000, perDay: 10_000 });
    expect(form({ localPart: 'Invoices.DE' }).localPart).toBe('invoices.de');
    expect(form({ places: 'a; b\nc, ,a' }).places).toEqual(['a', 'b', 'c']);
    expect(form({ lifetime: 'p3m' }).lifetime).toBe('P3M');
  });
  test('optional fields may be empty', () => {
    expect(form({ secondOwner: '', onBehalfOf: '' })).toMatchObject({ secondOwner: null, onBehalfOf: null });
    expect(form({ onBehalfOf: 'Team Billing' }).onBehalfOf).toBe('Team Billing');
  });
  test.each([
    ['appName', 'x'],
    ['appName', '--'],
    ['appName', 'x'.repeat(61)],
    ['purpose', 'mail'],
    ['localPart', 'invoices@mail.contoso.com'],
    ['localPart', '.invoices'],
    ['localPart', 'in..voices'],
    ['localPart', 'rechnüng'],
    ['localPart', 'a/b'],
    ['localPart', 'a'.repeat(65)],
    ['domain', 'contoso'],
    ['displayName', 'ceo@contoso.com'],
    ['perHour', '0'],
    ['perHour', '1.5'],
    ['perDay', '-1'],
    ['perDay', 'many'],
    ['lifetime', 'P0D'],
    ['lifetime', 'P11Y'],
    ['lifetime', '6 months'],
    ['client', 'toaster'],
    ['places', ' , '],
    ['secondOwner', 'Sven'],
    ['delivery', ''],
  ])('%s: %s is refused there', (field, value) => {
    expect(errorOn({ [field]: value })).toEqual([field]);
  });
});
