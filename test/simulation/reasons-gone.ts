import type { TimelineEntry } from '../../workflows/contract/result.ts';
import type { SimulatedCall } from './simulate-call.ts';

/** No request after its reason was gone: once the run knows that the P2P call has ended, it begins nothing more for the caller. */
export function requestsWithoutReason({ run }: SimulatedCall): string[] {
  const timeline = timelineOf(run?.outcome);
  const ended = timeline.findIndex(({ what }) => what.startsWith('P2P call has ended') || what.startsWith('P2P call is gone'));
  if (ended < 0) return [];
  return timeline
    .slice(ended + 1)
    .filter(({ what }) => /^(Answering|Creating|Inviting)/.test(what))
    .map(({ what }) => `"${what}" after the P2P call had ended`);
}

function timelineOf(outcome: { result: unknown } | { failure: Error } | undefined): TimelineEntry[] {
  if (!outcome || 'failure' in outcome) return [];
  const { result } = outcome;
  return typeof result === 'object' && result !== null && 'timeline' in result && isTimeline(result.timeline)
    ? result.timeline
    : [];
}

function isTimeline(value: unknown): value is TimelineEntry[] {
  return Array.isArray(value);
}

/** Nobody rings twice for one escalation: a second invite is sent only after the first has ended, or was certainly not processed. */
export function rangTwice({ processed, teams }: SimulatedCall): string[] {
  const invites = processed.filter(({ kind, status }) => kind === 'invite' && status === 200);
  const operations = teams.operations();
  return invites.slice(1).flatMap(({ at }, i) => {
    const earlier = operations[i];
    return earlier && (earlier.endedAt ?? Number.POSITIVE_INFINITY) > at
      ? ['the caller was rung while an invite was still ringing']
      : [];
  });
}
