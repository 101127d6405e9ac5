import { isRecord } from '../../../workflows/contract/is-record.ts';

/** As a value comes out of Temporal: it went in as JSON, but for a lone `undefined`. Copied by hand, for a quarter of the time; −0 becomes 0. */
export function asPayload(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === undefined || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map((one: unknown) => (isLeftOut(one) ? null : asPayload(one)));
  return isPlain(value) ? copyOf(value) : throughJson(value);
}

export function asPayloads(values: readonly unknown[]): unknown[] {
  return values.map(asPayload);
}

function copyOf(record: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(record)) if (!isLeftOut(record[key])) copy[key] = asPayload(record[key]);
  return copy;
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}

/** Nothing that writes itself as JSON, as a date does, and no key that a copy would take for its prototype. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value) || 'toJSON' in value || Object.hasOwn(value, '__proto__')) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

function throughJson(value: unknown): unknown {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return parsed;
}
