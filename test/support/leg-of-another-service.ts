import { randomUUID } from 'node:crypto';
import { otherService, type OtherServiceParts } from './other-service.ts';

/**
 * Makes a leg in a meeting of its own. Its notifications go to the bot's registered address, as those of a service do that leaves
 * them to our webhook; `callbackUri`: to another.
 */
export async function legOfAnotherService(
  parts: OtherServiceParts,
  { tenantId = randomUUID(), callbackUri }: { callbackUri?: string; tenantId?: string } = {},
): Promise<{ id: string; tenantId: string }> {
  const service = otherService(parts);
  try {
    return { id: await service.createCall(tenantId, callbackUri === undefined ? {} : { callbackUri }), tenantId };
  } finally {
    await service.close();
  }
}
