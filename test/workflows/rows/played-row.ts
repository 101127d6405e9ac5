import type { EscalationResult, EscalationSnapshot } from '../../../workflows/contract/result.ts';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';

/** What is left when the escalation of a row has ended, played in virtual time or on the server. Times are ms since 1970. */
export interface PlayedRow {
  p2pCallId: string;
  tenantId: string;
  /** Of the meeting's organizer. */
  organizerTenantId: string;
  startedAt: number;
  closedAt: number;
  /** Whether it was played in virtual time, where nothing else takes any. */
  exact: boolean;
  ending: { result: EscalationResult } | { failure: Error };
  /** What the query answers. */
  snapshot: EscalationSnapshot;
  /** All of a kind that Microsoft got, answered or not. */
  requests(kind: RequestKind): SentRequest[];
  /** Ids of all multiparty legs, oldest first. */
  multipartyCalls: string[];
  /** Ids of the legs that live, by kind. */
  alive: { p2p: string[]; multiparty: string[] };
}

interface SentRequest {
  at: number;
  /** The call that it speaks of, where it speaks of one. */
  callId?: string | undefined;
  tenantId?: string | undefined;
  body?: unknown;
  /** Of the answer, where there was one. */
  status?: number | undefined;
}
