import { isUsable, multipartyLegs } from '../call/selectors.ts';
import { normalizeId } from '../contract/call-id.ts';
import { fateOf } from '../run/leg-fate.ts';
import type { Escalation } from './escalation.ts';

/** The first leg of this run to be usable is the one, whatever its attempt (rule 4). */
export function chooseActiveLeg({ run, state, input }: Escalation): void {
  if (state.activeLeg !== undefined) return;
  const { call, identity } = run.state;
  const leg = multipartyLegs(call).find(
    (candidate) =>
      candidate.run === identity.run && fateOf(run, candidate) === 'wanted' && isUsable(call, candidate, input.applicationId),
  );
  if (leg) state.activeLeg = normalizeId(leg.callId);
}

/** It has ended, and another one is to be made. */
export function forgetActiveLeg({ state }: Escalation): void {
  delete state.activeLeg;
}
