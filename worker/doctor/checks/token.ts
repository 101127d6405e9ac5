import { decodeJwt } from 'jose';
import { TokenRequestRejected } from '../../../activities/graph/client/request-errors.ts';
import { judgeTokenRejection } from '../../../activities/graph/client/verdict.ts';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, note, skipped } from '../line.ts';

/** The permissions an escalation needs, and what for (Graph §2). */
const NEEDED = {
  'Calls.JoinGroupCall.All': 'to join meetings',
  'Calls.InitiateGroupCall.All': 'to invite',
};

/** Current documentation wants it for reading and ending calls, older documentation wants none (Graph §2). */
const POSSIBLY_NEEDED = 'Calls.Initiate.All';

/** Entra's own message within MSAL's, without the ids and times that follow it. */
const ENTRA_MESSAGE = /AADSTS\d+: .*?(?= - Correlation ID:|\s+Trace ID:|$)/m;

export interface TokenSeen {
  tenantId: string;
  token: Attempted<string>;
}

/** Does Entra issue the app a token for the tenant, and with which permissions? */
export const token = check(
  'token',
  async ({ tenantId, tokens }) => ({ tenantId, token: await attempt(() => tokens(tenantId)) }),
  judgeTokenSeen,
);

export function judgeTokenSeen({ tenantId, token: seen }: TokenSeen): Line[] {
  if ('failed' in seen) return [refused(tenantId, seen.failed), skipped('the roles: there is no token')];
  const roles = rolesOf(seen.found);
  if (roles === undefined) {
    return [
      good(`for tenant ${tenantId}`),
      note('its roles cannot be read: the token is not a JWT. The check of Graph will show whether they suffice'),
    ];
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
  if (roles.includes(POSSIBLY_NEEDED)) return good(`${POSSIBLY_NEEDED}, to read and end calls`);
  return note(`${POSSIBLY_NEEDED} is missing: only needed if Graph refuses to read or end calls (403/7504)`);
}

function refused(tenantId: string, failed: Error): Line {
  if (!(failed instanceof TokenRequestRejected)) {
    return bad(
      `no token for tenant ${tenantId}: ${messageWithCauses(failed)}`,
      'check AZURE_AUTHORITY_HOST and the network, then try again',
    );
  }
  const { message } = failed;
  const [reason = message] = ENTRA_MESSAGE.exec(message) ?? [];
  return bad(`Entra refuses a token for tenant ${tenantId}: ${reason}`, judgeTokenRejection(failed.aadsts).advice);
}

function rolesOf(given: string): string[] | undefined {
  try {
    const { roles = [] } = decodeJwt(given);
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  } catch {
    return undefined;
  }
}
