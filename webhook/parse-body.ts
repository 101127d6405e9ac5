import { isJsonObject } from '../activities/graph/read/json.ts';

/** No JSON object; answered 400. */
export class NotificationBodyRejected extends Error {
  constructor(why: string, cause?: unknown) {
    super(`The body is no notification: ${why}`, { cause });
    this.name = 'NotificationBodyRejected';
  }
}

/** `empty` and `legacy` are answered 204, upon which the service sends Graph's form (reference §5.3). */
export type ParsedBody = { is: 'batch'; items: unknown[] } | { is: 'empty' } | { is: 'legacy' };

/** The items of a batch; legacy is any object without a `value` array. @throws {NotificationBodyRejected} */
export function parseBody(body: Buffer | undefined): ParsedBody {
  // Decodes as UTF-8 and drops a byte order mark, which JSON.parse would refuse.
  const text = new TextDecoder().decode(body).trim();
  if (text === '') return { is: 'empty' };
  const parsed = parseJson(text);
  if (!isJsonObject(parsed)) throw new NotificationBodyRejected('it is JSON, but no object');
  const items: unknown = parsed.value;
  return Array.isArray(items) ? { is: 'batch', items } : { is: 'legacy' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotificationBodyRejected('it is not JSON', error);
  }
}
