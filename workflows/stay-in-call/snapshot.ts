import { normalizeId } from '../contract/call-id.ts';
import type { IdentityKind } from '../contract/events.ts';
import type { PersonInCall, StaySnapshot } from '../contract/stay.ts';
import { allWaits } from '../run/all-waits.ts';
import { keptAliveAt } from '../run/keep-alive.ts';
import { legOf } from './leg.ts';
import { peopleOf } from './people.ts';
import type { Stay } from './stay.ts';

/** What the query answers: the stay as it stands. */
export function snapshot(stay: Stay): StaySnapshot {
  const { call, context, state, run } = stay;
  const leg = legOf(stay);
  const keptAlive = keptAliveAt(run, leg);
  const waitingFor = allWaits([...run.live.pendingWaits].flatMap(({ shown }) => shown ?? []));
  return {
    status: state.status,
    call: { id: call.id, state: leg.end ? 'terminated' : leg.reached },
    people: peopleInCall(stay),
    invites: state.invited,
    ...(state.aloneSince !== undefined && { aloneSince: iso(state.aloneSince) }),
    ...(keptAlive !== undefined && { keptAliveAt: iso(keptAlive) }),
    ...(waitingFor && { waitingFor }),
    ...(context !== undefined && { context }),
    timeline: run.state.timeline,
  };
}

/** The bot itself is not listed: that it is in the call is what the status says. */
function peopleInCall(stay: Stay): PersonInCall[] {
  const { state, applicationId } = stay;
  return peopleOf(stay)
    .filter(({ id }) => id !== normalizeId(applicationId))
    .map(({ id, writtenId, kind, participantId, inLobby, muted }) => ({
      ...(hasIdentity({ id, kind, participantId }) && { userId: writtenId }),
      ...(participantId !== undefined && { participantId }),
      kind: state.knownPeople.includes(id) ? 'user' : kind,
      inLobby,
      ...(muted !== undefined && { muted }),
      since: iso(state.seenSince[id] ?? state.since),
    }));
}

/** Whoever has no identity with an id goes by the participant's. */
function hasIdentity({
  id,
  kind,
  participantId,
}: {
  id: string;
  kind: IdentityKind;
  participantId: string | undefined;
}): boolean {
  return kind === 'user' || (kind !== 'phone' && normalizeId(participantId ?? '') !== id);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
