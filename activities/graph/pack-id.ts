const GUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/;
const PACKED = /^~[A-Za-z0-9_-]{22}$/;

/** A lower-case GUID, with dashes or without, in 23 characters instead of 32 to 36; any other id as it is. */
export function packId(id: string): string {
  if (!GUID.test(id)) return id;
  return `~${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`;
}

/** The GUID comes back with dashes, as Temporal and Entra write it. */
export function unpackId(packed: string): string {
  if (!PACKED.test(packed)) return packed;
  const hex = Buffer.from(packed.slice(1), 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
