import type { Leg } from '../call/leg.ts';
import { multipartyLegs } from '../call/selectors.ts';
import { giveUp, hangUp, isQuiet } from '../run/hang-up.ts';
import { fateOf } from '../run/leg-fate.ts';
import { probe } from '../run/probe.ts';
import { withdrawRequests } from '../run/requests.ts';
import { waitFor } from '../run/wait.ts';
import type { Escalation } from './escalation.ts';
import { p2pLegOf } from './legs.ts';
import { forwardToStay, hasToForward } from './stay.ts';

/** Probes of a call we may have answered, to learn whether it is ours to hang up. Retried only while Graph gives no answer; if none comes, `leftBehind` names the call. */
const ANSWER_PROBES = 3;

/**
 * Leaves nothing alive: no request in flight, no leg of ours but those that could not be hung up. What is received meanwhile is tidied
 * up, too, or forwarded to the stay that it is for. After it resolves there must be no `await` before the run ends: a signal that comes with the last task is applied before
 * (rule 7).
 */
export async function tidyUp(escalation: Escalation, alsoP2P: boolean): Promise<void> {
  const { run, state } = escalation;
  let probes = ANSWER_PROBES;
  withdrawRequests(run);
  for (;;) {
    if (isQuiet(run) && hasToForward(escalation)) {
      await forwardToStay(escalation);
      continue;
    }
    for (const leg of openLegs(escalation, alsoP2P)) void hangUp(run, leg);
    if (isQuiet(run)) {
      if (!alsoP2P || !state.unknownOutcomes.includes('answer')) return;
      // Also where it was read as incoming: an answer without a response may get through after that.
      if (probes === 0) {
        giveUp(run, p2pLegOf(escalation));
        return;
      }
      probes -= 1;
      const probed = probe(run, 'whether the answer got through');
      await waitFor(run, () => probed.done);
      if (!probed.failure) probes = 0;
    }
    await waitFor(run, () => isQuiet(run) || openLegs(escalation, alsoP2P).length > 0);
  }
}

function openLegs(escalation: Escalation, alsoP2P: boolean): Leg[] {
  const { run } = escalation;
  const p2p = p2pLegOf(escalation);
  // A call that was not answered is left ringing: somebody else may still answer it.
  const legs = alsoP2P && p2p.reached !== 'incoming' ? [...multipartyLegs(run.state.call), p2p] : multipartyLegs(run.state.call);
  return legs.filter((leg) => fateOf(run, leg) === 'wanted');
}
