/**
 * The field that a worker which refuses payloads in clear (`PAYLOAD_PLAIN=refuse`) adds to an object that came in clear to a
 * workflow. The workflow hands its input on to the check, which knows what to say; everything else does not look at it, so a run
 * that began in clear is replayed as it was.
 */
export const PLAIN_PAYLOAD = 'cameNotEncrypted';

export function isPlainPayload(value: unknown): boolean {
  return typeof value === 'object' && value !== null && PLAIN_PAYLOAD in value;
}

export const PLAIN_REFUSED =
  'It was sent in clear, and the worker takes only what is encrypted (PAYLOAD_PLAIN=refuse). Give the program that sent it the PAYLOAD_KEYS of the worker, or set PAYLOAD_PLAIN=allow for the worker';
