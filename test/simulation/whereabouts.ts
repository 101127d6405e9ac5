import type { SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import type { Leg } from '../graph-simulator/model/leg.ts';

/** How often the caller was brought into a meeting; whoever is there of his own accord nobody has invited. */
export function movesOf({ caller }: Leg, teams: SimulatedTeams): number {
  const all = teams.meetings().flatMap(({ participants, left }) => [...participants, ...left]);
  return all.filter(({ identity, invitedBy }) => identity.id === caller?.id && invitedBy).length;
}

/** Whether the caller waits in a meeting's lobby. */
export function isInLobby({ caller }: Leg, teams: SimulatedTeams): boolean {
  return teams.meetings().some(({ participants }) => participants.some((one) => one.identity.id === caller?.id && one.inLobby));
}
