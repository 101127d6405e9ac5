import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import type { InvitedPerson } from '../../../../workflows/contract/invite.ts';
import { CALL, INVITE_PARTICIPANTS, LEAVE, REMOVE_PARTICIPANT } from '../../../../workflows/contract/names.ts';
import type {
  InviteParticipantsArgument,
  RemovedParticipant,
  RemoveParticipantArgument,
  StayInCallInput,
  StayResult,
  StaySnapshot,
} from '../../../../workflows/contract/stay.ts';
import { ANSWER, CONTINUE_AS_NEW, ENDS_SLOWLY, whatBecomesOf } from './what-becomes-of.ts';

/** What goes from run to run. */
interface Carried {
  people: string[];
  invites: InvitedPerson[];
  /** Results by update id, as the real one keeps them. */
  invited: Record<string, InvitedPerson[]>;
  removed: Record<string, RemovedParticipant>;
}

type Input = Omit<StayInCallInput, 'carried'> & { carried?: Carried };

const AT = '2026-11-28T12:00:00Z';

export async function stayInCall(input: Input): Promise<StayResult> {
  const { call, context } = input;
  const carried = input.carried ?? { people: ['somebody'], invites: [], invited: {}, removed: {} };
  let [answered, next, leaving, over] = [false, false, false, false];

  const about = { ...(context !== undefined && { context }), timeline: [{ at: AT, what: 'Stayed' }] };
  const result: StayResult = { outcome: 'left', reason: 'asked', callId: call.id, since: AT, until: AT, ...about };
  setHandler(
    defineQuery(CALL),
    (): StaySnapshot => ({
      status: over ? 'left' : leaving ? 'leaving' : 'staying',
      call: { id: call.id, state: over ? 'terminated' : 'established' },
      people: carried.people.map((userId) => ({ userId, kind: 'user', inLobby: false, since: AT })),
      invites: carried.invites,
      ...about,
    }),
  );
  setHandler(defineSignal(ANSWER), () => {
    answered = true;
  });
  setHandler(defineSignal(CONTINUE_AS_NEW), () => {
    next = true;
  });
  setHandler(
    defineUpdate<InvitedPerson[], [InviteParticipantsArgument]>(INVITE_PARTICIPANTS),
    async ({ participants }) => {
      const id = updateId();
      const before = carried.invited[id];
      if (before) return before;
      const people = await whatBecomesOf(participants, call.id, () => answered);
      carried.invited[id] = people;
      carried.invites.push(...people);
      carried.people.push(...people.filter(({ outcome }) => outcome === 'joined').map(({ user }) => user.id));
      return people;
    },
    {
      validator: ({ participants }: InviteParticipantsArgument) => {
        if (leaving || participants.length === 0) throw ApplicationFailure.nonRetryable('the call is ending', 'InvalidInput');
      },
    },
  );
  setHandler(
    defineUpdate<RemovedParticipant, [RemoveParticipantArgument]>(REMOVE_PARTICIPANT),
    async (who) => {
      carried.people = carried.people.filter((id) => id !== idOf(who));
      const removed = { removed: true };
      carried.removed[updateId()] = removed;
      return removed;
    },
    {
      validator: (who: RemoveParticipantArgument) => {
        if (!carried.removed[updateId()] && !carried.people.includes(idOf(who)))
          throw new Error(`${idOf(who)} is not in the call`);
      },
    },
  );
  setHandler(defineUpdate<StayResult>(LEAVE), async () => {
    leaving = true;
    await condition(() => over);
    return result;
  });

  await unlessCancelled(condition(() => next || leaving));
  return await CancellationScope.nonCancellable(async () => {
    if (next) {
      await condition(allHandlersFinished);
      return await continueAsNew<typeof stayInCall>({ ...input, carried });
    }
    leaving = true;
    // `answer` is Graph's word that the call has ended.
    if (call.id.startsWith(ENDS_SLOWLY)) await condition(() => answered);
    over = true;
    await condition(allHandlersFinished);
    return result;
  });
}

async function unlessCancelled(wait: Promise<void>): Promise<void> {
  try {
    await wait;
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
}

function updateId(): string {
  return currentUpdateInfo()?.id ?? '';
}

function idOf(who: RemoveParticipantArgument): string {
  return 'user' in who ? who.user.id : who.participantId;
}
