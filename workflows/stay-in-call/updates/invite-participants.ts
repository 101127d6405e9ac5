import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { inviteClientContext, isId, normalizeId } from '../../contract/call-id.ts';
import type { InvitedPerson } from '../../contract/invite.ts';
import { isRecord } from '../../contract/is-record.ts';
import type { InviteParticipantsArgument } from '../../contract/stay.ts';
import { invitePeople } from '../../run/inviting/invite-people.ts';
import { invitedPerson, newParty } from '../../run/inviting/party.ts';
import { addToTimeline } from '../../run/timeline.ts';
import { waitFor } from '../../run/wait.ts';
import { isEnding } from '../leaving.ts';
import { legOf } from '../leg.ts';
import { followPeople, knowAsPerson } from '../people.ts';
import type { Stay } from '../stay.ts';
import { finishedUpdate, recordFinished } from './finished-updates.ts';
import { refusedUpdate } from './refused-update.ts';

const MOST_PEOPLE = 50;
/** Of those whom the query names. */
const MOST_REMEMBERED = 200;

/** The update `inviteParticipants`. One at a time, for an operation under a name nobody knows belongs to the one under way (Graph §11.6). */
export async function inviteParticipants(
  stay: Stay,
  updateId: string,
  { participants, together = true }: InviteParticipantsArgument,
): Promise<InvitedPerson[]> {
  const { run, policy, live, state } = stay;
  while (live.party) await waitFor(run, () => live.party === undefined);
  const finished = finishedUpdate(stay, updateId);
  if (finished && 'people' in finished) return finished.people;
  const party = newParty(participants, together, policy.inviteAttempts - 1);
  live.party = party;
  for (const { user } of participants) knowAsPerson(stay, user.id);
  const { workflowId } = workflowInfo();
  const end = await invitePeople(run, party, {
    policy,
    leg: () => legOf(stay),
    contextOf: (n) => inviteClientContext(workflowId, n),
    isStopped: () => isEnding(stay),
  });
  const people = party.map(invitedPerson);
  recordFinished(stay, { id: updateId, people });
  state.invited.push(...people);
  state.invited.splice(0, state.invited.length - MOST_REMEMBERED);
  delete live.party;
  followPeople(stay); // nobody was alone while Teams was ringing
  run.live.wake();
  if (end.kind !== 'refused') return people;
  const { type, error } = end.failure;
  addToTimeline(run, { what: `Nobody more was invited: ${error.message}`, leg: 'multiparty' });
  throw ApplicationFailure.create({
    type,
    message: error.message,
    nonRetryable: true,
    details: [{ callId: stay.call.id, people, timeline: [] }],
  });
}

/** @throws {ApplicationFailure} `InvalidInput` @param stay undefined while its input is being checked */
export function checkInvite(stay: Stay | undefined, argument: unknown): void {
  const participants = isRecord(argument) ? argument.participants : undefined;
  if (!isRecord(argument) || !Array.isArray(participants)) throw refusedUpdate('participants: must be a list of people');
  if (argument.together !== undefined && typeof argument.together !== 'boolean')
    throw refusedUpdate('together: must be true or false');
  if (participants.length === 0) throw refusedUpdate('participants: must name at least one person');
  if (participants.length > MOST_PEOPLE) throw refusedUpdate(`participants: must not name more than ${MOST_PEOPLE} people`);
  const ids = participants.map(userIdOf);
  const wrong = ids.indexOf(undefined);
  if (wrong !== -1) throw refusedUpdate(`participants[${wrong}]: must be { user: { id, tenantId? }, replacesCallId? }`);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice !== -1) throw refusedUpdate(`participants[${twice}].user.id: is listed twice`);
  if (stay && isEnding(stay)) throw refusedUpdate('The call is ending: nobody is invited into it any more');
}

/** Normalized; undefined where it is none that could be sent. */
function userIdOf(participant: unknown): string | undefined {
  if (!isRecord(participant) || !isRecord(participant.user)) return undefined;
  const { id, tenantId } = participant.user;
  const isSendable = (value: unknown) => typeof value === 'string' && isId(value);
  const others = [tenantId, participant.replacesCallId].filter((value) => value !== undefined);
  return typeof id === 'string' && isId(id) && others.every(isSendable) ? normalizeId(id) : undefined;
}
