import type { Payload } from '@temporalio/common';
import { z } from 'zod';

const base64 = z.base64();

/** The body of Temporal's codec protocol: payloads as protobuf's JSON. */
export const payloadsSchema = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).nullish(), data: base64.nullish() }))
    .max(10_000)
    .transform((payloads) => payloads.map(fromJson)),
});

interface PayloadJson {
  metadata?: Record<string, string> | null | undefined;
  data?: string | null | undefined;
}

function fromJson({ metadata, data }: PayloadJson): Payload {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, bytes(value)] as const);
  return { metadata: Object.fromEntries(entries), ...(typeof data === 'string' && { data: bytes(data) }) };
}

export function toJson({ metadata, data }: Payload): PayloadJson {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, text(value)] as const);
  return { metadata: Object.fromEntries(entries), ...(data && { data: text(data) }) };
}
