import type { CallActivities } from '../workflows/contract/activities.ts';
import type { Tokens } from './graph/client/tokens.ts';

/**
 * Has the tokens of an escalation fetched as soon as its tenants are known, beside what comes before its first request to each: the
 * answer, and the create, whose tenant is often another. Nobody waits here: where it fails, the request itself asks again, and reports.
 */
export function withTokensAhead<Activities extends Pick<CallActivities, 'checkInput'>>(
  activities: Activities,
  tokens: Tokens,
): Activities {
  return {
    ...activities,
    checkInput: async (raw) => {
      const input = await activities.checkInput(raw);
      for (const tenantId of [input.p2pCall.tenantId, input.multipartyTenantId]) tokens(tenantId).catch(() => {});
      return input;
    },
  };
}
