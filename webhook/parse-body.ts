import { isJsonObject } from '../activities/graph/read/json.ts';

/** Not a JSON object; answered 400. */
export class NotificationBodyRejected extends Error {
  constructor(why: string, cause?: unknown) {
    super(`The body is not a notification: ${why}`, { cause });
    this.name = 'NotificationBodyRejected';
  }
}

/** `empty` and `legacy` are answered 204, upon which the service resends in Graph's format (Graph §5.3). */
export type ParsedBody = { kind: 'batch'; items: unknown[] } | { kind: 'empty' } | { kind: 'legacy' };

/** The items of a batch; legacy is any object without a `value` array. @throws {NotificationBodyRejected} */
export function parseBody(body: Buffer | undefined): ParsedBody {
  // Decodes UTF-8 and drops a byte order mark, which JSON.parse would reject.
  const text = new TextDecoder().decode(body).trim();
  if (text === '') return { kind: 'empty' };
  const parsed = parseJson(text);
  if (!isJsonObject(parsed)) throw new NotificationBodyRejected('it is JSON, but not an object');
  const items: unknown = parsed.value;
  return Array.isArray(items) ? { kind: 'batch', items } : { kind: 'legacy' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotificationBodyRejected('it is not JSON', error);
  }
}
