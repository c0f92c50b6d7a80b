// What every repository needs to turn values into rows.

/** PostgreSQL stores neither NUL nor half a surrogate pair; a name pasted with one must not break a transaction. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** A value for a jsonb column. As text, because `pg` would write a JavaScript array as a PostgreSQL array. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storable(each) : each));

/** The row with every text made storable. */
export function clean<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([key, each]: [string, unknown]) => [
    key,
    typeof each === 'string' ? storable(each) : each,
  ]);
  // The same keys with values of the same types.
  return Object.fromEntries(entries) as Row;
}

/**
 * How names, addresses and usernames are compared: not by the database's locale, which differs between PGlite and a server. By way of upper case,
 * or ß and SS would differ.
 */
export const fold = (text: string): string => storable(text).normalize('NFKC').toUpperCase().toLowerCase();

/** Only these fields: a stored row has more columns than the value it holds. */
export function pick<Row extends object, Key extends keyof Row>(row: Row, keys: readonly Key[]): Pick<Row, Key> {
  // Built from exactly these keys.
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as Pick<Row, Key>;
}
