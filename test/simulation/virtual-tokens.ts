import { NoAnswer, TokenRequestRejected } from '../../activities/graph/client/request-errors.ts';
import type { FaultScript } from '../graph-simulator/faults/script.ts';
import { organizerTenant, TENANT } from './input-for.ts';
import type { Scenario } from './scenario.ts';

/**
 * Why there is no token for a tenant at a time, in ms after the call; undefined where there is one. A token is kept. `fresh`:
 * Graph has refused the kept one.
 */
export type VirtualTokens = (tenantId: string, at: number, fresh: boolean) => NoAnswer | TokenRequestRejected | undefined;

export function createVirtualTokens(scenario: Scenario, script: FaultScript): VirtualTokens {
  const kept = new Set<string>();
  return (tenantId, at, fresh) => {
    if (isOut(scenario, tenantId, at)) return new NoAnswer('no', `No token for tenant ${tenantId}`);
    if (kept.has(tenantId) && !fresh) return undefined;
    const fault = script.onRequest('token', { tenantId });
    if (fault?.do === 'reply') return refused(tenantId, fault.body);
    kept.add(tenantId);
    return undefined;
  };
}

function isOut(scenario: Scenario, tenantId: string, at: number): boolean {
  const { tokensOut } = scenario.circumstances ?? {};
  if (!tokensOut) return false;
  const out = tokensOut.tenant === 'caller' ? TENANT : organizerTenant(scenario);
  return tenantId === out && at >= tokensOut.from && at < tokensOut.from + tokensOut.for;
}

/** As the activities' own client tells it; how it reads Entra's answer, its tests cover. */
function refused(tenantId: string, body: unknown): TokenRequestRejected {
  const said = typeof body === 'object' && body !== null && 'error_description' in body ? String(body.error_description) : '';
  const [, code] = /AADSTS(\d+)/.exec(said) ?? [];
  return new TokenRequestRejected(tenantId, code === undefined ? undefined : Number(code), new Error(said));
}
