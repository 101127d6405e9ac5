import type { StayReason } from '../../../workflows/contract/stay.ts';
import type { EndedStay, StayEnding } from './ended-stay.ts';

type Completed = Extract<StayEnding, { is: 'completed' }>;

/** What a task, a read and a notification take, and workers that die meanwhile. */
const NEWS_TAKE = 15_000;

/** A stay ends for the reason that it says, and not otherwise. */
export function untrueEnd(stay: EndedStay): string[] {
  const { ending, leg } = stay;
  if (ending.is !== 'completed') return [];
  const { outcome, reason } = ending.result;
  if (outcome === 'left') return untrueLeaving(stay, ending);
  if (!leg.end) return [`the stay ended as ${reason}, and the leg lives`];
  if (leg.end.by === 'bot') return [`the stay ended as ${reason}, but we hung up`];
  const { by, subcode } = leg.end;
  const is = (subcode !== undefined && reasonsOf(by, subcode)) || [];
  return is.length === 0 || [...is, 'unknown'].includes(reason)
    ? []
    : [`the stay ended as ${reason}, but Microsoft's side says ${is.join()}`];
}

/** Any code may be lost; one that is known is told. */
function reasonsOf(by: string, subcode: number): StayReason[] {
  if (subcode === 5000 || subcode === 5300) return ['removed'];
  if ([5002, 5010, 5012, 5013, 5020].includes(subcode)) return ['alone'];
  if ([5001, 5003, 5007, 5014, 5030].includes(subcode)) return ['meetingEnded'];
  return by === 'teams' ? ['callFailed'] : [];
}

function untrueLeaving(stay: EndedStay, { result, closedAt }: Completed): string[] {
  const { leg, policy, updates, cancelledAt } = stay;
  const named = result.leftBehind?.length ?? 0;
  // A leg that others have ended, and nobody told us, is left all the same.
  const decidedBy = leg.end?.by === 'bot' ? leg.end.at : closedAt;
  const lives = leg.end || named > 0 ? [] : ['the stay has left, and the leg lives, and is not named'];
  if (result.reason === 'asked') {
    const asked = [...updates.filter(({ name }) => name === 'leave').map(({ at }) => at), cancelledAt ?? Infinity];
    return asked.some((at) => at <= decidedBy) ? lives : [...lives, 'the stay left as asked, and nobody asked'];
  }
  if (result.reason === 'alone') return [...lives, ...notAlone(stay, decidedBy)];
  const stayed = decidedBy - Date.parse(result.since);
  return stayed < policy.stayAtMost ? [...lives, `the stay left after ${stayed} ms, as having stayed too long`] : lives;
}

/** Somebody whom no notification announced may have been in between two reads; whoever is in at the read is seen. */
function notAlone({ presences, policy, notificationsLost }: EndedStay, leftAt: number): string[] {
  const from = notificationsLost ? leftAt - NEWS_TAKE : leftAt - policy.aloneFor;
  const to = leftAt - NEWS_TAKE;
  return presences
    .filter(({ isApplication, inLobby }) => !isApplication && !inLobby)
    .filter((one) => one.from <= to && (one.to ?? Infinity) > from + NEWS_TAKE)
    .map(({ id }) => `the stay left as alone, but ${id} was in the call`);
}

/** The longest that a keepAlive, which finds it, may be away. */
const LONGEST_UNHEARD = 75 * 60_000;

/** A stay is over when its leg is, or its time. */
export function stuckStay({ ending, leg, policy, since, until, taskFailures }: EndedStay): string[] {
  const bugs = taskFailures.map((bug) => `a workflow task failed: ${bug}`);
  if (ending.is === 'never started') return [...bugs, 'no stay was started'];
  if (ending.is === 'failed') return [...bugs, `the stay failed: ${ending.type}`];
  if (ending.is === 'completed') return bugs;
  const overAt = Math.min(leg.end?.at ?? Infinity, since + policy.stayAtMost);
  return until > overAt + LONGEST_UNHEARD ? [...bugs, 'the stay goes on, long after its leg or its time has ended'] : bugs;
}
