import type { Leg } from './leg.ts';
import type { Teams } from './teams.ts';

/** Prefers the tenant's; a meeting may be another tenant's than the caller's. */
export function lastLeg(teams: Teams, kind: Leg['kind'], tenantId: string): Leg | undefined {
  const legs = [...teams.legs.values()].filter((leg) => leg.kind === kind);
  return legs.findLast((leg) => leg.tenantId === tenantId) ?? legs.at(-1);
}
