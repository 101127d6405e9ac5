/** For what is read before zod may: in workflow code, and on an event, which is no place for a schema's cost. A list is none. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
