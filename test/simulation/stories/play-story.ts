import { ApplicationFailure } from '@temporalio/common';
import { normalizeId } from '../../../workflows/contract/call-id.ts';
import { isAlive } from '../../graph-simulator/model/leg.ts';
import { resultOf, snapshotOf } from '../ended-call.ts';
import { simulateCall } from '../simulate-call.ts';
import type { VirtualRun } from '../virtual-temporal.ts';
import { playScript } from './play-script.ts';
import type { Played, Story } from './story.ts';

/** Plays a story in virtual time, by the simulated Graph or by its script. */
export async function playStory(story: Story): Promise<Played> {
  if ('script' in story) {
    const { run, requests, startedAt } = await playScript(story.script);
    return { ...playedBy(run, startedAt), requests };
  }
  const { run, asked, p2p, startedAt } = await simulateCall({
    seed: 1,
    faults: [],
    policy: {},
    workerDies: 0,
    webhookDown: 0,
    ...story.scenario,
  });
  const requests = asked.received.map(({ kind, at }) => ({ kind, at: at - startedAt }));
  const played = playedBy(run, startedAt);
  const named = played.snapshot?.leftBehind?.some((id) => normalizeId(id) === normalizeId(p2p.id)) ?? false;
  return { ...played, requests, p2pLives: isAlive(p2p), p2pNamed: named };
}

function playedBy(run: VirtualRun | undefined, startedAt: number): Omit<Played, 'requests'> {
  if (!run?.outcome || run.closedAt === undefined) return {};
  const { outcome, closedAt } = run;
  const snapshot = snapshotOf(run);
  const ended = { closedAt: closedAt - startedAt, ...(snapshot && { snapshot }) };
  if ('result' in outcome) return { ...ended, result: resultOf(outcome.result) };
  const { failure } = outcome;
  // A bug's stack tells more than its name.
  const type = failure instanceof ApplicationFailure ? failure.type : undefined;
  return { ...ended, failure: type ?? (failure.name === 'CancelledFailure' ? 'cancelled' : (failure.stack ?? failure.name)) };
}
