/** How a mail client logs in, as the report's column "Authentication protocol" says; `unknown` where the report has no such column. */
export type Auth = 'basic' | 'oauth' | 'both' | 'unknown';

/** One address that hands in mail by SMTP AUTH, as one report has it; several rows of an address are one. */
export type Client = {
  address: string;
  auth: Auth;
  /** In the report's period. 0 also where the number could not be read: a client left out would be worse than a wrong count. */
  messages: number;
  /** Per cent of its mail over TLS 1.0 or 1.1; null: the report does not say. */
  oldTls: number | null;
};

/** The same, as Sendpass remembers it over several reports. */
export type RadarEntry = Client & { firstSeenAt: Date; lastSeenAt: Date };

/** One report that was taken in. */
export type RadarImport = { id: string; at: Date; by: string; name: string; clients: number; leftOut: number };

/** How many there are. All but `gone` are in the latest report, and each is counted once. */
export type RadarCounts = {
  /** Logs in with a password: stops. */
  stops: number;
  /** The report does not say how it logs in. */
  maybe: number;
  oauth: number;
  /** A living sender has the address already, proven or on its way. */
  covered: number;
  /** Was in an earlier report, not in the latest: moved, silent, or filtered out. */
  gone: number;
};
