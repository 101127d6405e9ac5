import type { KeyObject } from 'node:crypto';

/** A key of `PAYLOAD_KEYS`. Node prints nothing of a `KeyObject`, so that no log shows one. */
export interface PayloadKey {
  /** Stands in clear in the metadata of each payload that the key has encrypted. */
  id: string;
  secret: KeyObject;
}

/** The first encrypts, all decrypt; none: nothing is encrypted. */
export type PayloadKeys = readonly PayloadKey[];

export function idsOf(keys: PayloadKeys): string {
  return keys.map(({ id }) => `"${id}"`).join(', ');
}
