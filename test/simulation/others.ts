import type { EndedCall } from '../invariants/ended-call.ts';
import type { SaidOfPeople } from '../invariants/inviting/said-of-people.ts';
import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { SimulatedCall } from './simulate-call.ts';
import { ringsOf } from './staying/rings.ts';

/** Whether an invite, as it was sent or as Graph has it, is the caller's: it replaces the P2P call. */
export function isOfCaller(invite: object | undefined): boolean {
  return invite !== undefined && 'participants' in invite && JSON.stringify(invite.participants).includes('replacesCallId":"');
}

/** Further people of an escalation as the invariants see them: who was in at some time, and who was rung. */
export function invitedIn({ run, teams, endedAt }: SimulatedCall, asked: string[]): NonNullable<EndedCall['invited']> {
  const workflowId = run?.workflowId ?? '';
  const presences = teams.meetings().flatMap(({ participants, left }) =>
    [...participants, ...left]
      .filter(({ legId }) => legId === undefined)
      .map(({ id: participantId, identity: { id, kind }, inLobby }) => ({
        id,
        participantId,
        isApplication: kind.startsWith('application'),
        inLobby,
        from: 0,
      })),
  );
  const rings = teams
    .operations()
    .filter((operation) => !isOfCaller(operation))
    .flatMap((operation) => ringsOf(operation, workflowId));
  const ends = teams.legs().flatMap(({ kind, end }) => (kind === 'multiparty' && end ? [end.at] : []));
  const truth = { presences, rings, ...(ends.length > 0 && { legEndedAt: Math.max(...ends) }) };
  return { said: saidOf(run, workflowId, asked, endedAt), truth };
}

function saidOf(run: SimulatedCall['run'], workflowId: string, asked: string[], until: number): SaidOfPeople[] {
  if (!run?.outcome || !('result' in run.outcome)) return [];
  const result = resultOf(run.outcome.result);
  if (result.outcome !== 'escalated') return [];
  const named = (result.notInvited ?? []).map(({ user, reason }) => ({ user, outcome: reason }));
  const notNamed = asked.filter((id) => !named.some(({ user }) => user.id === id));
  const others = notNamed.map((id) => ({ user: { id }, outcome: 'notNamed' as const }));
  return [{ workflowId, people: [...named, ...others], from: 0, until }];
}

/** What our own workflow returned. */
function resultOf(result: unknown): EscalationResult {
  return result as EscalationResult;
}
