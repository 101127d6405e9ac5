import type { InvitedUser } from '../../../workflows/contract/input.ts';
import type { InviteResult } from '../../../workflows/contract/invite.ts';
import type { SimulatorRecord } from '../../graph-simulator/request-pipeline/record.ts';

/** What is not as it must be of people who were invited by one request; empty when all is well. */
export function inviteFaults(
  { people }: InviteResult,
  { requests, meetings, legs }: SimulatorRecord,
  invited: InvitedUser[],
): string[] {
  const invites = requests.filter(({ kind }) => kind === 'invite').length;
  const inside = meetings.flatMap(({ participants }) => participants.map(({ identity }) => identity.id));
  return [
    ...people.filter(({ outcome }) => outcome !== 'joined').map(({ user, outcome }) => `${user.id} is ${outcome}, not joined`),
    ...(people.length === invited.length ? [] : [`the result names ${people.length} people, not ${invited.length}`]),
    ...(invites === 1 ? [] : [`Graph received ${invites} × invite, not 1`]),
    ...invited.flatMap(({ user }) => (inside.includes(user.id) ? [] : [`${user.id} is not in the multiparty call`])),
    ...legs.flatMap(({ alive, id }) => (alive ? [`the leg ${id} is still alive`] : [])),
  ];
}
