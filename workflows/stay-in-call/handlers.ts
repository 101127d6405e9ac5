import { currentUpdateInfo, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import type { InvitedPerson } from '../contract/invite.ts';
import { isRecord } from '../contract/is-record.ts';
import { CALL, INVITE_PARTICIPANTS, LEAVE, REMOVE_PARTICIPANT } from '../contract/names.ts';
import type {
  InviteParticipantsArgument,
  RemovedParticipant,
  RemoveParticipantArgument,
  StayResult,
  StaySnapshot,
} from '../contract/stay.ts';
import { snapshot } from './snapshot.ts';
import type { Stay } from './stay.ts';
import { finishedUpdate } from './updates/finished-updates.ts';
import { checkInvite, inviteParticipants } from './updates/invite-participants.ts';
import { leaveCall } from './updates/leave-call.ts';
import { requireEncrypted } from './updates/refused-update.ts';
import { checkRemoval, removeFromCall } from './updates/remove-from-call.ts';

const callQuery = defineQuery<StaySnapshot>(CALL);
const inviteUpdate = defineUpdate<InvitedPerson[], [InviteParticipantsArgument]>(INVITE_PARTICIPANTS);
const removeUpdate = defineUpdate<RemovedParticipant, [RemoveParticipantArgument]>(REMOVE_PARTICIPANT);
const leaveUpdate = defineUpdate<StayResult>(LEAVE);

/** Queries and updates that come before there is a stay to ask. */
export interface Handlers {
  serve(stay: Stay): void;
}

/**
 * Registers query and updates. Must come before the first `await`: an update without a handler is refused. What a validator refuses
 * is not written to the history; an update that an earlier run has finished passes, and has the result it had.
 */
export function openHandlers(raw: unknown): Handlers {
  let stay: Stay | undefined;
  let serve: (stay: Stay) => void = () => {};
  const served = new Promise<Stay>((resolve) => {
    serve = resolve;
  });
  const take = async <R>(update: (one: Stay) => Promise<R>): Promise<R> => {
    const one = stay ?? (await served);
    one.live.updatesUnderWay += 1;
    try {
      return await update(one);
    } finally {
      one.live.updatesUnderWay -= 1;
      one.run.live.wake();
    }
  };
  const isFinished = () => stay !== undefined && finishedUpdate(stay, updateId()) !== undefined;

  setHandler(callQuery, () => (stay ? snapshot(stay) : notBegun(raw)), {
    description: 'Status, who is in the call, who was invited, and the timeline so far',
  });
  setHandler(inviteUpdate, (argument) => take((one) => inviteParticipants(one, updateId(), argument)), {
    validator: (argument) => {
      requireEncrypted(argument);
      if (!isFinished()) checkInvite(stay, argument);
    },
    description: 'Invites people into the call',
  });
  setHandler(removeUpdate, (argument) => take((one) => removeFromCall(one, updateId(), argument)), {
    validator: (argument) => {
      requireEncrypted(argument);
      if (!isFinished()) checkRemoval(stay, argument);
    },
    description: 'Removes somebody from the call',
  });
  setHandler(leaveUpdate, () => take(leaveCall), {
    description: 'Leaves the call; the others stay in it',
  });
  return {
    serve(one) {
      stay = one;
      serve(one);
    },
  };
}

function updateId(): string {
  return currentUpdateInfo()?.id ?? '';
}

/** The input is not checked yet. */
function notBegun(raw: unknown): StaySnapshot {
  const call = isRecord(raw) && isRecord(raw.call) ? raw.call : {};
  const id = typeof call.id === 'string' ? call.id : 'unknown';
  return { status: 'staying', call: { id, state: 'establishing' }, people: [], invites: [], timeline: [] };
}
