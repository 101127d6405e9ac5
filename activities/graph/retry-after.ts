/**
 * Milliseconds to wait, from a `Retry-After` header: seconds, possibly fractional (`2.128` in Microsoft's own sample,
 * reference §8), or an HTTP date. Undefined for what is neither, or not in the future: then the retry policy's own interval holds.
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : undefined;
}
