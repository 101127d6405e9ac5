import type { InviteFault, PersonFault } from '../../faults/fault.ts';
import type { Failure } from '../operation.ts';
import type { Timings } from '../settings.ts';

/** How an invitation can be answered but well; codes of Graph §6 and §9.3. */
const FAILURES = {
  declined: { code: 487, subcode: 10024, message: 'The call was declined by all endpoints.' },
  busy: { code: 486, subcode: 0, message: 'The callee is busy.' },
  unanswered: { code: 487, subcode: 10004, message: 'The call was not answered.' },
  unreachable: { code: 480, subcode: 10037, message: 'No endpoint of the callee is registered.' },
  failed: { code: 500, subcode: 0, message: 'addParticipants failed.' },
  takenElsewhere: { code: 487, subcode: 10003, message: 'The call was accepted elsewhere.' },
};

/** What the script says of one who is invited. */
export type ScriptedAnswer = Pick<PersonFault, 'answers'> &
  Partial<Pick<PersonFault, 'code' | 'subcode' | 'message' | 'withoutCode' | 'afterMs' | 'admittedAfterMs'>>;

export const asAnswer = ({ invite, ...rest }: InviteFault): ScriptedAnswer => ({ ...rest, answers: invite });

export function failureOf(answer: ScriptedAnswer): Failure | undefined {
  const { answers, code, subcode, message, withoutCode } = answer;
  if (answers === 'accepted' || answers === 'inLobby') return undefined;
  const usual = FAILURES[answers];
  if (withoutCode) return {};
  if (code === undefined) return { resultInfo: usual };
  return { resultInfo: { code, subcode: subcode ?? 0, message: message ?? usual.message } };
}

/** Who took the call elsewhere is in all the same. */
export function comesIn({ answers }: ScriptedAnswer): boolean {
  return answers === 'accepted' || answers === 'inLobby' || answers === 'takenElsewhere';
}

/** From the invite until the answer. */
export function delayOf({ answers, afterMs }: ScriptedAnswer, timings: Timings): number {
  if (afterMs !== undefined) return afterMs;
  if (answers === 'declined') return timings.declined;
  return answers === 'unanswered' ? timings.ring : timings.taken;
}
