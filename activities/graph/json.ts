/** A JSON object of Graph's, of which we read what we need and pass over the rest. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The field as a non-empty string, else undefined: the examples have `id: null`. Half of a surrogate pair, which JSON can write,
 * becomes the replacement character: Temporal takes no such text, and would be asked again and again.
 */
export function text(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' && value !== '' ? value.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : undefined;
}

/** Temporal bounds what a result can hold, and Graph's words stand in it; the codes in them come first. */
const LONGEST_WORDS = 500;

/** Words of Graph's that are passed on: as `text`, but not more than an operator reads. */
export function words(object: JsonObject, field: string): string | undefined {
  const said = text(object, field);
  if (said === undefined || said.length <= LONGEST_WORDS) return said;
  return `${said.slice(0, LONGEST_WORDS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The field as an integer; codes and sequence numbers also come as strings (reference §6). */
export function integer(object: JsonObject, field: string): number | undefined {
  const value = object[field];
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** `@odata.type` without `#` and name space, lower case: `call`, `participant`, `inviteparticipantsoperation`. */
export function odataType(object: JsonObject): string | undefined {
  return text(object, '@odata.type')
    ?.replace(/^#?(microsoft\.graph\.)?/i, '')
    .toLowerCase();
}
