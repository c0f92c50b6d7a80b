// Reading request bodies without trusting them.

/** `properties` of an ARM body, or an empty record when it has none. */
export function propertiesOf(body: unknown): Record<string, unknown> {
  return record(record(body)['properties']);
}

export function record(value: unknown): Record<string, unknown> {
  // A JSON object is a record of unknown values; arrays and null are not.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
