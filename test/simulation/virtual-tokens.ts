import { NoAnswer } from '../../activities/graph/client/request-errors.ts';
import { organizerTenant, TENANT } from './input-for.ts';
import type { Scenario } from './scenario.ts';

/** Why there is no token for a tenant at a time, in ms after the call; undefined where there is one. */
export type VirtualTokens = (tenantId: string, at: number) => NoAnswer | undefined;

export function createVirtualTokens(scenario: Scenario): VirtualTokens {
  const { tokensOut } = scenario.circumstances ?? {};
  if (!tokensOut) return () => undefined;
  const { tenant, from, for: lasts } = tokensOut;
  const out = tenant === 'caller' ? TENANT : organizerTenant(scenario);
  return (tenantId, at) =>
    tenantId === out && at >= from && at < from + lasts ? new NoAnswer('no', `No token for tenant ${tenantId}`) : undefined;
}
