import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, latin } from '../../../src/requests/fold.ts';

test.each([
  ['Contoso Finance', 'Соntоsо Fіnаnсе'],
  ['Contoso Finance', 'contoso-finance'],
  ['Contoso Finance', 'Ｃｏｎｔｏｓｏ　Ｆｉｎａｎｃｅ'],
  ['Contoso Finance', 'C0ntoso F1nance'],
  ['Contoso Finance', 'Contoso\u200b Fi\u0301nance'],
  ['Anna Katz', 'ΑΝΝΑ ΚΑΤΖ'],
  ['Billing', 'BiIIing'],
  ['Modern Mail', 'Modem Mail'],
])('%s and %s look the same', (real, imitation) => {
  expect(fold(imitation)).toBe(fold(real));
});

test('different names stay different', () => {
  expect(fold('Contoso Invoices')).not.toBe(fold('Contoso Finance'));
  expect(fold('日本支店')).not.toBe(fold('大阪支店'));
});

test('the directory is searched in Latin letters', () => {
  expect(latin('Соntоsо Fіnаnсе')).toBe('contoso Finance');
  expect(latin('Sales BiIling')).toBe('Sales Billing');
});

test('folding is stable and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
