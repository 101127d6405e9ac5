/** A JSON object of Graph's, of which we read what we need and ignore the rest. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The field as a non-empty string, else undefined: Microsoft's examples have `id: null`. Half a surrogate pair, which JSON can
 * express, becomes the replacement character: Temporal accepts no such text, and would be retried forever.
 */
export function text(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' && value !== '' ? value.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : undefined;
}

/** Characters. Graph's messages end up in results, whose size Temporal limits; the codes in a message come first. */
const MAX_TEXT_LENGTH = 500;

/** As `text`, for what Graph says in words and we pass on: no more of it than an operator reads. */
export function cappedText(object: JsonObject, field: string): string | undefined {
  const full = text(object, field);
  if (full === undefined || full.length <= MAX_TEXT_LENGTH) return full;
  return `${full.slice(0, MAX_TEXT_LENGTH).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The field as an integer; codes and sequence numbers also come as strings (Graph §6). */
export function integer(object: JsonObject, field: string): number | undefined {
  const value = object[field];
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** `@odata.type` without `#` and namespace, in lower case: `call`, `participant`, `inviteparticipantsoperation`. */
export function odataType(object: JsonObject): string | undefined {
  return text(object, '@odata.type')
    ?.replace(/^#?(microsoft\.graph\.)?/i, '')
    .toLowerCase();
}
