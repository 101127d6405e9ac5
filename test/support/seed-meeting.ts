import type { MeetingInput } from '../../workflows/contract/input.ts';

/** The meeting of the seed's third example. */
export const SEED_MEETING: MeetingInput = {
  chatInfo: {
    threadId: '90ED37DC-D8E3-4E11-9DE3-30A955DDA06F',
    messageId: '1507228578052',
    replyChainMessageId: '1507228578052',
  },
  organizer: { user: { id: '90ED37DC-D8E3-4E11-9DE3-30A955DDA06F', tenantId: '49BFC225-8482-4AB8-94E7-76B48FDB9849' } },
};
