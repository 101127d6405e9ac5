import type { CallMissingEvent, CallStateEvent } from '../contract/events.ts';
import type { ResultInfo } from '../contract/result-info.ts';
import { strongerResult } from './result-code.ts';

export type LivingState = 'incoming' | 'establishing' | 'established';

/** One leg of the bot, by what was received about it. Every field only grows, so neither order nor repetition of events can matter. */
export interface Leg {
  /** As Graph wrote it; of several spellings always the same one, whatever came first. */
  callId: string;
  kind: 'p2p' | 'multiparty';
  /** Of `createCall`; `NOT_OURS` for the P2P leg and for a call that another service made. */
  attempt: number;
  /** Of the request that made it: every later request about it takes its token there. */
  tenantId: string;
  /** First execution's run id of the run that made it. */
  run: string;
  reached: LivingState;
  end?: LegEnd;
  /** P2P: Graph sent meeting data with it, so it may have become a multiparty call by itself. */
  hasMeetingData?: true;
  /** Multiparty: whether it has a chat, without which Graph takes one person an invite; undefined until a read has told. */
  hasChat?: boolean;
  /** P2P: Graph listed more people under it than a P2P call can have. */
  listsSeveral?: true;
}

/** The evidence of an end, in fixed precedence: what Graph said of it over two reads that found nothing. */
export interface LegEnd {
  evidence: 'notification' | 'missing';
  resultInfo?: ResultInfo;
  terminated?: true;
  deleted?: true;
}

/** The attempt of a leg that no `createCall` of ours made. */
export const NOT_OURS = 0;

const PROGRESS: readonly LivingState[] = ['incoming', 'establishing', 'established'];

export function furthestState(a: LivingState, b: LivingState): LivingState {
  return PROGRESS.indexOf(a) >= PROGRESS.indexOf(b) ? a : b;
}

export function foldCallState(leg: Leg, event: CallStateEvent): Leg {
  const named: Leg = {
    ...leg,
    callId: sameSpelling(leg.callId, event.callId),
    // A chat comes with the second `established` of some calls (Graph §14), and does not go.
    ...(event.hasChat !== undefined && { hasChat: event.hasChat || leg.hasChat === true }),
  };
  if (event.state !== 'terminated') return { ...named, reached: furthestState(leg.reached, event.state) };
  return {
    ...named,
    end: {
      ...(leg.end?.evidence === 'notification' ? leg.end : {}),
      evidence: 'notification',
      ...optional(
        'resultInfo',
        strongerResult(leg.end?.evidence === 'notification' ? leg.end.resultInfo : undefined, event.resultInfo),
      ),
      ...(event.deleted ? { deleted: true } : { terminated: true }),
    },
  };
}

export function foldMissing(leg: Leg, event: CallMissingEvent): Leg {
  if (leg.end?.evidence === 'notification') return leg;
  return {
    ...leg,
    end: { evidence: 'missing', ...optional('resultInfo', strongerResult(leg.end?.resultInfo, event.resultInfo)) },
  };
}

/** Nothing more can come that would tell why the leg ended: Graph's word has a code (a 404's is none), or both notifications of the end are there. */
export function endIsSettled(end: LegEnd): boolean {
  return (
    (end.evidence === 'notification' && end.resultInfo?.code !== undefined) || (end.terminated === true && end.deleted === true)
  );
}

/** Of two spellings of one id always the same, whichever came first. Lower case with dashes sorts last, which is what today's Graph sends. */
export function sameSpelling(a: string | undefined, b: string): string {
  return a !== undefined && a >= b ? a : b;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const entry: { [P in K]?: V } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
