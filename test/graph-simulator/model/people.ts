import type { Step } from '../faults/kinds.ts';
import { ALL_OTHERS_LEFT, endLeg, leave } from './end-leg.ts';
import { isAlive, type Leg, type ResultInfo } from './leg.ts';
import { lastLeg } from './last-leg.ts';
import { happensIn } from './meeting-events.ts';
import type { Teams } from './teams.ts';
import { turnMultiparty } from './turn-multiparty.ts';

/** End codes of a caller who hangs up: before the answer (inferred) and after it (Graph §9.2). */
const CANCELLED = { code: 487, subcode: 0, message: 'The call was cancelled by the caller.' };
const HUNG_UP = { code: 200, subcode: 4521, message: 'The other side hung up.' };

/** Which of the two names the hang-up of an answered call: of one who left, or of who is left (Graph §14). */
function hungUp({ script }: Teams, p2p: Leg): ResultInfo {
  if (p2p.state === 'incoming') return CANCELLED;
  return script.has('hangUpSays5002', p2p) ? ALL_OTHERS_LEFT : HUNG_UP;
}

/** The caller leaves the P2P call, or the meeting if he was moved there; another device of his stays. */
export function callerLeaves(teams: Teams, p2p: Leg, how: { told?: boolean; resultInfo?: ResultInfo } = {}): void {
  const { told = true, resultInfo = hungUp(teams, p2p) } = how;
  endLeg(teams, p2p, { by: 'caller', resultInfo, told });
  const callerId = p2p.caller?.id.toLowerCase();
  for (const meeting of teams.meetings.values()) {
    leave(
      teams,
      meeting,
      ({ identity, invitedBy }) => identity.kind === 'user' && identity.id.toLowerCase() === callerId && invitedBy !== undefined,
    );
  }
}

/** What the script has for a step happens. A caller who leaves at a step of the multiparty leg is the one of the P2P leg that came last. */
export function atStep(teams: Teams, step: Step, leg: Leg): void {
  for (const { meeting: event, afterMs } of teams.script.inMeetingAtStep(step, { tenantId: leg.tenantId, callId: leg.id })) {
    teams.world.after(afterMs, `scripted at ${step}`, () => {
      const ours = leg.kind === 'multiparty' ? leg : lastLeg(teams, 'multiparty', leg.tenantId);
      if (ours?.meeting) happensIn(teams, ours.meeting, event, ours);
    });
  }
  for (const fault of teams.script.atStep(step, { tenantId: leg.tenantId, callId: leg.id })) {
    teams.world.after(fault.afterMs, `scripted at ${step}`, () => {
      if ('do' in fault && fault.do === 'turnMultiparty') {
        const turning = leg.kind === 'p2p' ? leg : lastLeg(teams, 'p2p', leg.tenantId);
        if (turning) turnMultiparty(teams, turning);
        return;
      }
      const { code, subcode = 0, message, told } = fault;
      const resultInfo = code === undefined ? undefined : { code, subcode, ...(message !== undefined && { message }) };
      if ('caller' in fault) {
        const p2p = leg.kind === 'p2p' ? leg : lastLeg(teams, 'p2p', leg.tenantId);
        if (p2p) callerLeaves(teams, p2p, { told, ...(resultInfo && { resultInfo }) });
        return;
      }
      const ending = leg.kind === fault.leg ? leg : lastLeg(teams, fault.leg, leg.tenantId);
      if (ending && isAlive(ending)) endLeg(teams, ending, { by: fault.as ?? 'teams', told, ...(resultInfo && { resultInfo }) });
    });
  }
}
