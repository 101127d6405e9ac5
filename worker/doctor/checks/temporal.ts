import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line } from '../line.ts';
import { CHECK_TIMEOUT_MS } from '../setup.ts';

/** gRPC's status codes. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

export interface TemporalSeen {
  address: string;
  namespace: string;
  answered: Attempted<unknown>;
}

/** Does Temporal answer, and have our namespace? */
export const temporal = check(
  'Temporal',
  async ({ temporal: { connection, address, namespace } }) => ({
    address,
    namespace,
    answered: await attempt(() => describe(connection, namespace)),
  }),
  judgeTemporal,
);

export function judgeTemporal({ address, namespace, answered }: TemporalSeen): Line[] {
  if ('found' in answered) return [good(`${address} answers, and has the namespace ${namespace}`)];
  const { failed } = answered;
  const code: number | undefined = isGrpcServiceError(failed) ? failed.code : undefined;
  if (code === NOT_FOUND) {
    const todo = `check TEMPORAL_NAMESPACE, or create it: temporal operator namespace create --namespace ${namespace}`;
    return [bad(`${address} answers, but has no namespace ${namespace}`, todo)];
  }
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) {
    const todo = 'check TEMPORAL_API_KEY, or the client certificate, and its permissions';
    return [bad(`${address} answers, but denies access to namespace ${namespace}: ${failed.message}`, todo)];
  }
  return [
    bad(`${address} does not answer: ${messageWithCauses(failed)}`, 'check TEMPORAL_ADDRESS and TEMPORAL_TLS, or start a server'),
  ];
}

function describe(connection: Connection, namespace: string): Promise<unknown> {
  const send = () => connection.workflowService.describeNamespace({ namespace });
  return connection.withDeadline(Date.now() + CHECK_TIMEOUT_MS, send);
}
