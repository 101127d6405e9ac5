import type { SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import type { Leg } from '../graph-simulator/model/leg.ts';

/** How often the caller came into a meeting. */
export function movesOf({ caller }: Leg, teams: SimulatedTeams): number {
  const all = teams.meetings().flatMap(({ participants, left }) => [...participants, ...left]);
  return all.filter(({ identity }) => identity.id === caller?.id).length;
}
