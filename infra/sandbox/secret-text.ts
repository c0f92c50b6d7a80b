import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const ALL = `${LETTERS}~._-`;

const pick = (from: string, count: number): string =>
  Array.from({ length: count }, () => from[randomInt(from.length)] ?? '').join('');

/** 40 characters in Entra's shape (`abc8Q~…`): with the `~` and punctuation that break printers and unquoted .env files. */
export function newSecretText(): string {
  return `${pick(LETTERS, 3)}8Q~${pick(ALL, 33)}${pick(LETTERS, 1)}`;
}
