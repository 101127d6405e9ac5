import { normalizeId } from '../../contract/call-id.ts';
import type { PersonNow } from '../../call/people-in-roster.ts';
import { isRecord } from '../../contract/is-record.ts';
import type { RemovedParticipant, RemoveParticipantArgument } from '../../contract/stay.ts';
import { removeParticipant } from '../../run/activity-options.ts';
import { now } from '../../run/clock.ts';
import { toRequestFailure } from '../../run/request-failure.ts';
import { addToTimeline } from '../../run/timeline.ts';
import { isEnding } from '../leaving.ts';
import { look } from '../look.ts';
import { attendees } from '../people.ts';
import type { Stay } from '../stay.ts';
import { finishedUpdate, recordFinished } from './finished-updates.ts';
import { refusedUpdate } from './refused-update.ts';

/** The update `removeParticipant`. What Graph refuses is told with its words: the call goes on. */
export async function removeFromCall(stay: Stay, updateId: string, who: RemoveParticipantArgument): Promise<RemovedParticipant> {
  const finished = finishedUpdate(stay, updateId);
  if (finished && 'removed' in finished) return finished.removed;
  const removed = await remove(stay, who);
  recordFinished(stay, { id: updateId, removed });
  stay.run.live.wake();
  return removed;
}

async function remove(stay: Stay, who: RemoveParticipantArgument): Promise<RemovedParticipant> {
  const { run, call } = stay;
  // Graph removes by the participant's id, which not every roster has.
  if (find(stay, who)?.participantId === undefined) await look(stay, 'the id of the participant to remove');
  const participantId = find(stay, who)?.participantId;
  if (participantId === undefined) return { removed: false, resultInfo: { message: 'Not in the call any more' } };
  addToTimeline(run, { what: `Removing participant ${participantId}, as asked`, leg: 'multiparty' });
  try {
    const answer = await run.live.scope.run(() => removeParticipant({ callId: call.id, tenantId: call.tenantId, participantId }));
    if (answer.removed) await look(stay, 'the roster after the removal');
    return answer;
  } catch (error) {
    const { error: cause, resultInfo } = toRequestFailure(error, now(run));
    addToTimeline(run, { what: `Not removed: ${cause.message}`, leg: 'multiparty', ...(resultInfo && { resultInfo }) });
    return { removed: false, resultInfo: resultInfo ?? { message: cause.message } };
  }
}

/** @throws {ApplicationFailure} `InvalidInput` @param stay undefined while its input is being checked */
export function checkRemoval(stay: Stay | undefined, argument: unknown): void {
  const who = whoOf(argument);
  if (!who) throw refusedUpdate('must be { user: { id } } or { participantId }');
  if (!stay) throw refusedUpdate('Nobody is known to be in the call yet: try again in a moment');
  if (isEnding(stay)) throw refusedUpdate('The call is ending');
  const person = find(stay, who);
  if (!person) throw refusedUpdate('Nobody of that id is in the call, as far as its roster says');
  if (person.id === normalizeId(stay.applicationId)) throw refusedUpdate('That is the bot itself: use the update leave');
}

function whoOf(argument: unknown): RemoveParticipantArgument | undefined {
  if (!isRecord(argument)) return undefined;
  const { user, participantId } = argument;
  if (typeof participantId === 'string' && user === undefined) return { participantId };
  return isRecord(user) && typeof user.id === 'string' && participantId === undefined ? { user: { id: user.id } } : undefined;
}

function find(stay: Stay, who: RemoveParticipantArgument): PersonNow | undefined {
  const wanted = normalizeId('user' in who ? who.user.id : who.participantId);
  return attendees(stay).find((person) => ('user' in who ? person.id : normalizeId(person.participantId ?? '')) === wanted);
}
