import { inspect } from 'node:util';

const values = new WeakMap<Secret, string>();

/**
 * A secret value on its way. It prints as `[secret]` wherever it is logged, joined, serialised or inspected; `expose` is the only way
 * out and names why, so that a search for `.expose(` finds every place a value leaves memory.
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
  }

  expose(_reason: 'vault' | 'log-in' | 'token' | 'reveal' | 'bot-framework' | 'slack' | 'database'): string {
    return values.get(this) ?? '';
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
