import type { InvitedParticipant } from '../../../workflows/contract/invite.ts';
import { seedBlocks } from '../../graph-simulator/testing/seed.ts';

const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47';

/** Whom the seed's examples invite. */
export const HEIDI: InvitedParticipant = {
  user: { id: '550fae72-d251-43ec-868c-373732c2704f', tenantId, displayName: 'Heidi Steen' },
};
export const CLARK: InvitedParticipant = {
  user: { id: '98da8a1a-1b87-452c-a713-65d3f10b1253', tenantId, displayName: 'Clark Kent' },
};

/** The body of the request of the seed's first, second or third example; before them comes the one of the reference. */
export function inviteOfSeed(example: 0 | 1 | 2): unknown {
  return seedBlocks().requests.filter(({ line }) => line.endsWith('/participants/invite'))[example + 1]?.body;
}
