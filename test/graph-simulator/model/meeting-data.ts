import type { Teams } from './teams.ts';

/** What Graph sends with a P2P call that has, or may have, turned into a multiparty call. */
export function meetingData(teams: Teams) {
  return {
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId: '19:turned@thread.v2', messageId: '0' },
    meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: `token-${teams.world.newId('token')}` },
  };
}
