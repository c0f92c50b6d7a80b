/**
 * An enhanced status code where a client would write one: after the reply code, after "response was", or alone. Bare, it could be the
 * version of a program.
 */
export const enhanced = (code: string): RegExp =>
  new RegExp(
    String.raw`(?:\b[45]\d\d\b[^\w\n]{1,6}(?:b?['"])?|(?:response|said|error|reply)\b[^\w\n]{1,4}|^\W*)${code.replaceAll('.', String.raw`\.`)}(?![\d.]*\d)`,
    'i',
  );
