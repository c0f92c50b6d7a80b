import { pino } from 'pino';
import type { Logger } from '../../src/shared/port-logger.ts';

/** JSON lines on stdout. Redaction is the second net: the first is that nobody hands it a payload, a token or a Secret's value. */
export function createLogger(level: string): Logger {
  const paths = [
    'password',
    'secret',
    'token',
    'authorization',
    'clientSecret',
    '*.password',
    '*.secret',
    '*.token',
    '*.authorization',
    '*.clientSecret',
  ];
  return pino({ level, base: { service: 'sendpass' }, redact: { paths, censor: '[secret]' } });
}
