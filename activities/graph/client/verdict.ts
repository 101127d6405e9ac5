import type { ActivityFailureType } from '../../../workflows/contract/activities.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { readGraphError } from './graph-error.ts';

/** What a failed request means, and what to do about it. */
export interface Verdict {
  type: ActivityFailureType;
  advice: string;
}

/** Retried by Temporal, unless the activity's options name the type (rule 4). */
export const RETRIED: readonly ActivityFailureType[] = ['NotProcessed', 'OutcomeUnknown'];

/** Errors of Graph that an operator must fix, by Graph's own number (Graph §9.3). */
const BY_CODE = new Map<number, Verdict>([
  [7503, permission('the app is not enabled for calling: check the Teams channel (Calling tab) of the bot registration')],
  [
    7504,
    permission(
      'have an administrator of the tenant consent to Calls.JoinGroupCall.All and Calls.InitiateGroupCall.All (application)',
    ),
  ],
  [7505, { type: 'TenantMismatch', advice: 'check the tenant ids of the call and of the meeting: the token is taken for them' }],
]);

const FEDERATION: Verdict = {
  type: 'CredentialsRejected',
  advice:
    'no federated credential of the app matches: compare issuer, subject and audience of the token of AZURE_FEDERATED_TOKEN_FILE, or of the managed identity, with Certificates & secrets, Federated credentials',
};

/** The same for Entra's token endpoint, by AADSTS number (Graph §9.3). */
const BY_AADSTS = new Map<number, Verdict>([
  [
    700016,
    permission('the app is unknown in this tenant: have an administrator of the tenant consent to it, or check AZURE_CLIENT_ID'),
  ],
  [
    700027,
    {
      type: 'CredentialsRejected',
      advice:
        'Entra does not know this certificate for the app: upload it there (Certificates & secrets), or check AZURE_CLIENT_CERTIFICATE_PATH',
    },
  ],
  ...[70021, 700211, 700212, 700213].map((code): [number, Verdict] => [code, FEDERATION]),
  [65001, permission('have an administrator of the tenant consent to the app')],
  [90002, { type: 'TenantMismatch', advice: 'AZURE_AUTHORITY_HOST knows no such tenant: check the tenant id' }],
  [900021, { type: 'TenantMismatch', advice: 'the tenant id is malformed' }],
  [900023, { type: 'TenantMismatch', advice: 'the tenant id is malformed' }],
]);

/** Graph's quotas: 100 legs at once, 10,000 a month (Graph §10). Only the text of the error tells (§9.3). */
const QUOTA = /creation limit|concurrent\s+(\w+\s+)?calls?/i;

/** Undefined for a success. `namesLeg`: the request is about a call that exists, so that a 404 is about that call. */
export function judge(answer: GraphAnswer, { namesLeg }: { namesLeg: boolean }): Verdict | undefined {
  if (succeeded(answer)) return undefined;
  const { status } = answer;
  const { code, message } = readGraphError(answer);
  if ((status === 429 || status === 403) && QUOTA.test(message)) {
    return { type: 'CapacityReached', advice: 'end calls, or ask Microsoft for a higher limit' };
  }
  if (status === 429 || status === 503) return { type: 'NotProcessed', advice: 'retried once Retry-After is over' };
  // 408 comes from a gateway that gave up waiting for its upstream, like 504.
  if (status >= 500 || status === 408)
    return { type: 'OutcomeUnknown', advice: 'the state of the call will show whether it was processed' };
  if (status === 401)
    return {
      type: 'CredentialsRejected',
      advice: 'check AZURE_CLIENT_ID, GRAPH_BASE_URL and AZURE_AUTHORITY_HOST: even a fresh token was refused',
    };
  const known = status >= 400 && code !== undefined ? BY_CODE.get(code) : undefined;
  if (known) return known;
  if (status === 404 && namesLeg) return { type: 'CallNotFound', advice: 'the call has probably ended' };
  if (status < 400) return { type: 'RequestRejected', advice: 'check GRAPH_BASE_URL: Graph does not redirect' };
  return { type: 'RequestRejected', advice: 'see the message; Microsoft support can find the request by its request-id' };
}

/** What Entra's refusal of a token means. */
export function judgeTokenRejection(aadsts: number | undefined): Verdict {
  const known = aadsts === undefined ? undefined : BY_AADSTS.get(aadsts);
  return (
    known ?? {
      type: 'CredentialsRejected',
      advice:
        'check AZURE_CLIENT_ID and the credential that the settings name (secret, certificate, federated token or managed identity): it may have expired',
    }
  );
}

function permission(advice: string): Verdict {
  return { type: 'PermissionMissing', advice };
}
