/** Messages of an error's causes, outermost first. Messages only: the errors themselves hold requests and tokens. */
export function causesOf(error: Error): string[] {
  const { cause } = error;
  return cause instanceof Error ? [cause.message, ...causesOf(cause)] : [];
}
