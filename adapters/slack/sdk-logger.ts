import type { Logger as SdkLogger } from '@slack/bolt';
import type { Logger } from '../../src/shared/port-logger.ts';

type Level = ReturnType<SdkLogger['getLevel']>;

/**
 * The SDK's own words. At its debug level it prints whole requests, modals with secrets in them included, and errors with their payloads: so
 * debug and info go nowhere whatever level is asked for, and of the rest only the words are kept, of errors only the name.
 */
export function createSdkLogger(logger: Logger): SdkLogger {
  const say = (parts: unknown[]): string =>
    parts
      .map((part) => (typeof part === 'string' ? part.slice(0, 200) : part instanceof Error ? part.name : '…'))
      .join(' ');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts: unknown[]) => logger.warn({ sdk: say(parts) }, 'Slack’s SDK'),
    error: (...parts: unknown[]) => logger.warn({ sdk: say(parts) }, 'Slack’s SDK reports an error'),
    setLevel: () => undefined,
    getLevel: () => 'warn' as Level,
    setName: () => undefined,
  };
}
