import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { attempt, check, type Looked, whyOf } from '../check.ts';
import { bad, good, type Line } from '../line.ts';
import { PATIENCE } from '../set-up.ts';

/** gRPC's status codes. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

export interface TemporalSeen {
  address: string;
  namespace: string;
  answered: Looked<unknown>;
}

/** Is Temporal there, with our namespace? */
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
    const todo = `check TEMPORAL_NAMESPACE, or make it: temporal operator namespace create --namespace ${namespace}`;
    return [bad(`${address} answers, but has no namespace ${namespace}`, todo)];
  }
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) {
    const todo = 'check TEMPORAL_API_KEY, or the client certificate, and the rights it has';
    return [bad(`${address} answers, but lets us not in to ${namespace}: ${failed.message}`, todo)];
  }
  return [bad(`${address} does not answer: ${whyOf(failed)}`, 'check TEMPORAL_ADDRESS and TEMPORAL_TLS, or start a server')];
}

function describe(connection: Connection, namespace: string): Promise<unknown> {
  const ask = () => connection.workflowService.describeNamespace({ namespace });
  return connection.withDeadline(Date.now() + PATIENCE, ask);
}
