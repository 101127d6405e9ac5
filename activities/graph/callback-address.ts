import { CompactSign, compactVerify, errors } from 'jose';
import type { LegRef } from '../../workflows/contract/events.ts';
import { packId, unpackId } from './pack-id.ts';

/** What a callback address says: for which leg of which workflow it was made. */
export interface CallbackRoute {
  workflowId: string;
  leg: LegRef;
}

export interface CallbackAddresses {
  /** The last segment of a callback URI, at most 200 characters, URL-safe. */
  sign(route: CallbackRoute): Promise<string>;
  /** Undefined for an address that none of our keys has signed. */
  verify(address: string): Promise<CallbackRoute | undefined>;
}

/** A signed address grows with its ids; Graph's are GUIDs, for which it is about 170 characters long. */
const LONGEST = 200;
const HEADER = { alg: 'HS256' };

/**
 * Signs and verifies callback addresses (design, rule 1): a compact JWS whose payload is packed, not JSON, to be short enough.
 * @param keys secrets of at least 32 bytes; the first signs, all verify, so that a key can be replaced while calls are under way
 */
export function createCallbackAddresses(keys: readonly string[]): CallbackAddresses {
  const secrets = keys.map((key) => new TextEncoder().encode(key));
  const [signing] = secrets;
  if (!signing) throw new Error('CALLBACK_SIGNING_KEY holds no key: set at least one of 32 bytes or more');
  return {
    async sign(route) {
      const address = await new CompactSign(new TextEncoder().encode(pack(route))).setProtectedHeader(HEADER).sign(signing);
      if (address.length > LONGEST)
        throw new RangeError(
          `The callback address for ${route.workflowId} would have ${address.length} characters; ${LONGEST} are allowed`,
        );
      return address;
    },
    async verify(address) {
      for (const secret of secrets) {
        try {
          const { payload } = await compactVerify(address, secret, { algorithms: [HEADER.alg] });
          return unpack(new TextDecoder().decode(payload));
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

function pack({ workflowId, leg }: CallbackRoute): string {
  const folded = workflowId.startsWith(ESCALATION) ? workflowId.slice(ESCALATION.length) : '-';
  // With a dash it would come back without: such a workflow id is not one of ours, and is kept as it is.
  const workflow = folded.includes('-') ? `w${workflowId}` : `e${packId(folded)}`;
  const kind = leg.kind === 'p2p' ? 'p' : `m${leg.attempt}`;
  const parts = [workflow, packId(leg.run), kind, packId(leg.tenantId.toLowerCase())];
  if (parts.some((part) => part.includes(SEPARATOR)))
    throw new RangeError(`An id with a blank cannot be part of a callback address: ${workflowId}`);
  return parts.join(SEPARATOR);
}

function unpack(payload: string): CallbackRoute | undefined {
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
