/** The message of whatever was thrown; of an error without one (Node's, for several addresses tried), those of its parts, or its code. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts = error instanceof AggregateError ? error.errors.map(messageWithCauses).join('; ') : '';
  return error.message || parts || ('code' in error ? String(error.code) : error.name);
}

/** Whatever was thrown, as an `Error`. */
export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Messages of an error's causes, outermost first. Messages only: the errors themselves contain requests and tokens. */
export function causesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.cause === undefined) return [];
  return [errorMessage(error.cause), ...causesOf(error.cause)];
}

/** In one line: `fetch failed` alone explains nothing. */
export function messageWithCauses(error: unknown): string {
  return [errorMessage(error), ...causesOf(error)].join(': ');
}
