// Do two names look the same to a person? Compared are their folds: NFKD without marks and case, look-alikes as one Latin letter, without
// spaces, punctuation and what nobody sees. It errs towards "the same": a refused name costs a second try, an accepted imitation trust.
// Honest limits: letters of Cyrillic and Greek that stand for Latin ones in common fonts, digits and a few pairs; not every script of
// Unicode's confusables (UTS #39).

const alike: Record<string, string> = {
  // Cyrillic
  а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ғ: 'f', ԍ: 'g', һ: 'h', н: 'h', і: 'i', ї: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', п: 'n',
  о: 'o', р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', ц: 'u', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y', ү: 'y', з: '3', ь: 'b',
  // Greek
  α: 'a', β: 'b', ϲ: 'c', ε: 'e', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v', ο: 'o', ρ: 'p', σ: 'o', ς: 'c', τ: 't', υ: 'u', χ: 'x',
  γ: 'y', ω: 'w', ζ: 'z',
  // Latin letters of their own that NFKD leaves alone
  ı: 'i', ȷ: 'j', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ɑ: 'a', ɡ: 'g', ɩ: 'i', ʋ: 'v', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'p', ƒ: 'f',
  // Digits and signs
  '0': 'o', '1': 'l', '3': 'e', '5': 's', '|': 'l', '!': 'l', $: 's', '@': 'a', '€': 'e',
}; // prettier-ignore

// Capitals that look like another Latin letter than their small form does.
const capitals: Record<string, string> = { Β: 'b', В: 'b', Ε: 'e', Ζ: 'z', Η: 'h', Н: 'h', Ι: 'i', Κ: 'k', Μ: 'm', Ν: 'n', Ρ: 'p', Τ: 't', Υ: 'y', Χ: 'x' }; // prettier-ignore

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}|\p{C}/gu, '');

/** Look-alikes written as the Latin letters they stand for; case, spaces and the rest stay. What a directory is searched for. */
export function latin(text: string): string {
  return (
    Array.from(plain(text), (letter) => capitals[letter] ?? own(letter.toLowerCase()) ?? letter)
      .join('')
      // Among small letters a capital I is there to be read as an l.
      .replaceAll(/(?<=\p{Ll})I(?=\p{Ll})/gu, 'l')
      .replaceAll(/\s+/gu, ' ')
      .trim()
  );
}

const own = (letter: string): string | undefined => (Object.hasOwn(alike, letter) ? alike[letter] : undefined);

/** Equal folds = the same name at a glance. Empty when the name has no letter or digit. */
export const fold = (text: string): string =>
  Array.from(latin(text).toLowerCase(), (letter) => own(letter) ?? letter)
    .join('')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    // One pair of strokes each: rn and m, vv and w, i and l.
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('i', 'l');
