import type { Meeting } from './meeting.ts';
import type { JsonObject } from './reply.ts';
import type { UserIdentity } from './requests.ts';
import type { Cancel } from './world.ts';

export type LegState = 'incoming' | 'establishing' | 'established' | 'terminating' | 'terminated';

export interface ResultInfo {
  code: number;
  subcode: number;
  message?: string;
}

export interface LegEnd {
  at: number;
  by: 'bot' | 'caller' | 'replacement' | 'participant' | 'teams';
  resultInfo?: ResultInfo;
  told: boolean;
}

/** One leg of the bot: what Graph calls a call. */
export interface Leg {
  id: string;
  kind: 'p2p' | 'multiparty';
  direction: 'incoming' | 'outgoing';
  tenantId: string;
  state: LegState;
  /** Where its notifications go: the bot's registered address until the answer names another. */
  callbackUri: string;
  chainId: string;
  scenarioId: string;
  participantId: string;
  createdAt: number;
  /** P2P: who called. */
  caller?: UserIdentity;
  /** P2P: the identity that was called. */
  target?: JsonObject;
  /** Multiparty: what the leg is in. */
  meeting?: Meeting;
  inLobby: boolean;
  deltaRoster: boolean;
  /** It was told a roster: from then on deltas tell what has changed. */
  hasRoster?: boolean;
  /** False: who came by this leg's invitation is thrown out when it leaves (Graph §3.2). */
  allowsConversationWithoutHost: boolean;
  /** What the resource repeats of the request or of the incoming call. */
  described: JsonObject;
  /** When each of its keepAlives was taken. */
  keptAliveAt: number[];
  end?: LegEnd;
  /** All that is to happen to it; none of it does after its end. */
  timers: Set<Cancel>;
  stopKeepAlive?: Cancel;
}

export const isAlive = (leg: Leg) => leg.state !== 'terminated';

/** The resource `call`, as GET and create answer with it (Graph §3.6). */
export function callResource(leg: Leg): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.call',
    id: leg.id,
    state: leg.state,
    direction: leg.direction,
    callbackUri: leg.callbackUri,
    callChainId: leg.chainId,
    tenantId: leg.tenantId,
    myParticipantId: leg.participantId,
    mediaConfig: null,
    resultInfo: null,
    ...(leg.target && { targets: [{ '@odata.type': '#microsoft.graph.invitationParticipantInfo', identity: leg.target }] }),
    ...leg.described,
  };
}
