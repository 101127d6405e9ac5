import { decodeJwt } from 'jose';
import { TokenRequestRejected } from '../../../activities/graph/client/request-errors.ts';
import { judgeTokenRejection } from '../../../activities/graph/client/verdict.ts';
import { attempt, check, type Looked, whyOf } from '../check.ts';
import { bad, good, type Line, note, open } from '../line.ts';

/** What the flow needs, and for what (Graph §2). */
const NEEDED = {
  'Calls.JoinGroupCall.All': 'to join meetings',
  'Calls.InitiateGroupCall.All': 'to invite',
};

/** Today's documents name it for reading and ending calls, older ones say that none is needed (Graph §2). */
const PERHAPS = 'Calls.Initiate.All';

/** Out of what MSAL makes of them, without the ids and times behind them. */
const ENTRAS_OWN_WORDS = /AADSTS\d+: .*?(?= - Correlation ID:|\s+Trace ID:|$)/m;

export interface TokenSeen {
  tenantId: string;
  token: Looked<string>;
}

/** Does Entra give the app a token for the tenant, and what may it do there? */
export const token = check(
  'token',
  async ({ tenantId, tokens }) => ({ tenantId, token: await attempt(() => tokens(tenantId)) }),
  judgeTokenSeen,
);

export function judgeTokenSeen({ tenantId, token: seen }: TokenSeen): Line[] {
  if ('failed' in seen) return [refused(tenantId, seen.failed), open('its roles: there is no token')];
  const roles = rolesOf(seen.found);
  if (roles === undefined) {
    return [good(`for tenant ${tenantId}`), note('its roles cannot be read: the token is no JWT. The next line tells by trying')];
  }
  return [
    good(`for tenant ${tenantId}`),
    ...Object.entries(NEEDED).map(([role, use]) => judgeRole(roles, role, use)),
    initiate(roles),
  ];
}

function judgeRole(roles: readonly string[], role: string, use: string): Line {
  if (roles.includes(role)) return good(`${role}, ${use}`);
  return bad(
    `${role} is missing, ${use}`,
    `add it to the app registration (API permissions, Microsoft Graph, application permissions), then have an administrator of the tenant consent`,
  );
}

function initiate(roles: readonly string[]): Line {
  if (roles.includes(PERHAPS)) return good(`${PERHAPS}, to read and end calls`);
  return note(`${PERHAPS} is not there: only needed should Graph refuse to read or end calls (403/7504)`);
}

function refused(tenantId: string, failed: Error): Line {
  if (!(failed instanceof TokenRequestRejected)) {
    return bad(`none for tenant ${tenantId}: ${whyOf(failed)}`, 'check AZURE_AUTHORITY_HOST and the network, then try again');
  }
  const { message } = failed;
  const [reason = message] = ENTRAS_OWN_WORDS.exec(message) ?? [];
  return bad(`Entra refuses one for tenant ${tenantId}: ${reason}`, judgeTokenRejection(failed.aadsts).advice);
}

function rolesOf(given: string): string[] | undefined {
  try {
    const { roles = [] } = decodeJwt(given);
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  } catch {
    return undefined;
  }
}
