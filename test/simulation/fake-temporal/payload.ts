/** As a value comes out of Temporal: it went in as JSON, but for a lone `undefined`. */
export function asPayload(value: unknown): unknown {
  if (value === undefined) return undefined;
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return parsed;
}

export function asPayloads(values: readonly unknown[]): unknown[] {
  return values.map(asPayload);
}
