/** Structured log, pino's shape. Never hand it a payload, a token or a Secret. */
export type Logger = {
  trace(data: object, message: string): void;
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
};
