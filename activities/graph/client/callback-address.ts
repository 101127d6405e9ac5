import { CompactSign, compactVerify, errors } from 'jose';
import type { LegRef } from '../../../workflows/contract/events.ts';

/** What a callback address carries: for which leg of which workflow it was made. */
export interface CallbackRoute {
  workflowId: string;
  leg: LegRef;
}

export interface CallbackAddresses {
  /** The last segment of a callback URI: URL-safe, at most 200 characters. */
  sign(route: CallbackRoute): Promise<string>;
  /** Undefined for an address that was signed with none of our keys. */
  verify(address: string): Promise<CallbackRoute | undefined>;
}

/** A signed address grows with its ids; with GUIDs, as Graph's ids are, it is about 170 characters long. */
const MAX_ADDRESS_LENGTH = 200;
const HEADER = { alg: 'HS256' };

/**
 * Signs and verifies callback addresses (rule 1): a compact JWS whose payload is packed rather than JSON, to be short enough.
 * @param keys secrets of at least 32 bytes; the first signs, all verify, so that a key can be rotated while calls are in progress
 */
export function createCallbackAddresses(keys: readonly string[]): CallbackAddresses {
  const secrets = keys.map((key) => new TextEncoder().encode(key));
  const [signingKey] = secrets;
  if (!signingKey) throw new Error('CALLBACK_SIGNING_KEY contains no key');
  return {
    async sign(route) {
      const address = await new CompactSign(new TextEncoder().encode(packRoute(route)))
        .setProtectedHeader(HEADER)
        .sign(signingKey);
      if (address.length > MAX_ADDRESS_LENGTH)
        throw new RangeError(
          `The callback address for ${route.workflowId} would have ${address.length} characters; ${MAX_ADDRESS_LENGTH} are allowed`,
        );
      return address;
    },
    async verify(address) {
      for (const secret of secrets) {
        try {
          const { payload } = await compactVerify(address, secret, { algorithms: [HEADER.alg] });
          return unpackRoute(new TextDecoder().decode(payload));
        } catch (error) {
          if (!(error instanceof errors.JOSEError)) throw error;
        }
      }
      return undefined;
    },
  };
}

/** The URI that Graph calls. @param base `CALLBACK_BASE_URL` */
export function callbackUri(base: string, address: string): string {
  return `${base.replace(/\/+$/, '')}/api/calls/${address}`;
}

const SEPARATOR = ' ';
const ESCALATION = 'escalation-';

/** What is signed. The simulation packs, too, but signs nothing. */
export function packRoute({ workflowId, leg }: CallbackRoute): string {
  const callId = workflowId.startsWith(ESCALATION) ? workflowId.slice(ESCALATION.length) : '-';
  // Unpacking drops dashes: a workflow id with one is not made by us, and is not packed.
  const workflow = callId.includes('-') ? `w${workflowId}` : `e${packId(callId)}`;
  const kind = leg.kind === 'p2p' ? 'p' : `m${leg.attempt}`;
  const parts = [workflow, packId(leg.run), kind, packId(leg.tenantId.toLowerCase())];
  if (parts.some((part) => part.includes(SEPARATOR)))
    throw new RangeError(`An id with a space cannot be part of a callback address: ${workflowId}`);
  return parts.join(SEPARATOR);
}

export function unpackRoute(payload: string): CallbackRoute | undefined {
  const [workflow, run, kind, tenant] = payload.split(SEPARATOR);
  if (workflow === undefined || run === undefined || kind === undefined || tenant === undefined) return undefined;
  const workflowId = workflow.startsWith('e')
    ? `${ESCALATION}${unpackId(workflow.slice(1)).replaceAll('-', '')}`
    : workflow.slice(1);
  if (workflowId === '') return undefined;
  const leg = { run: unpackId(run), tenantId: unpackId(tenant) };
  if (kind === 'p') return { workflowId, leg: { ...leg, kind: 'p2p' } };
  const [, attempt] = /^m([1-9]\d*)$/.exec(kind) ?? [];
  return attempt === undefined ? undefined : { workflowId, leg: { ...leg, kind: 'multiparty', attempt: Number(attempt) } };
}

const GUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/;
const PACKED = /^~[A-Za-z0-9_-]{22}$/;

/** A lower-case GUID, with or without dashes, in 23 characters instead of 32 or 36; any other id as it is. */
function packId(id: string): string {
  if (!GUID.test(id)) return id;
  return `~${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`;
}

/** The GUID gets its dashes back, as Temporal and Entra write it. */
function unpackId(packed: string): string {
  if (!PACKED.test(packed)) return packed;
  const hex = Buffer.from(packed.slice(1), 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
