import type { IncomingHttpHeaders } from 'node:http';

/** For the record: without authorization and cookies. */
export function recordableHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
