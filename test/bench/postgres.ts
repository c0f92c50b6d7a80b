import { startPostgres } from '../support/postgres.ts';
import { atEnd } from './at-end.ts';

/** URL of an empty database on a throw-away server of this machine's newest PostgreSQL, durable as a real one is. */
export function freshDatabase(): string {
  const server = startPostgres({ durable: true });
  atEnd(async () => server.stop());
  return server.createDatabase();
}
