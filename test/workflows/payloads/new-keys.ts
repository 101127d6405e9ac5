import { randomBytes } from 'node:crypto';

/** `PAYLOAD_KEYS` with a new key for each id. */
export function newKeys(...ids: string[]): string {
  return ids.map((id) => `${id}:${randomBytes(32).toString('base64')}`).join(',');
}
