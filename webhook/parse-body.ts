import { isJsonObject } from '../activities/graph/json.ts';

/** No JSON object; answered 400. */
export class BodyRefused extends Error {
  constructor(why: string, cause?: unknown) {
    super(`The body is no notification: ${why}`, { cause });
    this.name = 'BodyRefused';
  }
}

/**
 * The items of a batch. Undefined where there is nothing to process and 204 makes the service send Graph's form: for an empty
 * body and for any object without a `value` array, the legacy shape (reference §5.3).
 * @throws {BodyRefused}
 */
export function parseBody(body: string | undefined): unknown[] | undefined {
  if (body === undefined || body.trim() === '') return undefined;
  const parsed = parseJson(body);
  if (!isJsonObject(parsed)) throw new BodyRefused('it is JSON, but no object');
  return Array.isArray(parsed.value) ? parsed.value : undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new BodyRefused('it is not JSON', error);
  }
}
