import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { PLAIN_PAYLOAD } from '../contract/plain-payload.ts';
import { isEncrypted } from './encryption-codec.ts';

/**
 * Marks the objects that came to a workflow in clear (workflows/contract/plain-payload.ts). It throws nothing away and refuses
 * nothing: a codec that throws fails the workflow task, which Temporal would retry for ever.
 */
export function markPlain(codec: PayloadCodec): PayloadCodec {
  return {
    encode: (payloads, context) => codec.encode(payloads, context),
    async decode(payloads, context) {
      const decoded = await codec.decode(payloads, context);
      // What an activity has returned was written by a worker, perhaps before it had keys.
      if (context?.type !== 'workflow') return decoded;
      return decoded.map((payload, index) => (isMarkable(payloads[index]) ? marked(payload) : payload));
    },
  };
}

/** Starts and updates have an object each; events come as a list. */
function isMarkable(payload: Payload | undefined): boolean {
  if (!payload?.data || isEncrypted(payload)) return false;
  const encoding = Buffer.from(payload.metadata?.[METADATA_ENCODING_KEY] ?? []).toString();
  return encoding === 'json/plain' && Buffer.from(payload.data).toString().trimStart().startsWith('{');
}

function marked(payload: Payload): Payload {
  const value: unknown = JSON.parse(Buffer.from(payload.data ?? []).toString());
  if (typeof value !== 'object') return payload;
  return { ...payload, data: Buffer.from(JSON.stringify({ ...value, [PLAIN_PAYLOAD]: true })) };
}
