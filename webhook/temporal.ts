import {
  Client,
  Connection,
  isGrpcServiceError,
  type WorkflowClientInterceptor,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { followTemporalSettings } from '../workflows/client/follow-temporal-settings.ts';
import { readTemporalSettings } from '../workflows/client/temporal-settings.ts';
import { causesOf } from '../workflows/contract/errors.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL, HANG_UP_LATE_LEG } from '../workflows/contract/names.ts';
import { escalationStartAttributes, escalationStartOptions, lateLegStartOptions } from '../workflows/contract/start-options.ts';
import { createDataConverter } from '../workflows/payloads/data-converter.ts';
import type { PayloadKeys } from '../workflows/payloads/payload-keys.ts';
import { retryInTime } from './retry-in-time.ts';
import { type Delivery, TemporalUnavailable, type TemporalPort } from './temporal-port.ts';

/** gRPC: the request itself is wrong (a signal over 2 MB, the 10,001st of a run); it would be refused every time. */
const INVALID_ARGUMENT = 3;
const READINESS_TIMEOUT_MS = 1_000;

/** gRPC's own back-off grows to 2 minutes, during which it would ignore that Temporal is back. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

/** Longer than any request may still take over a connection that was replaced. */
const CLOSE_OLD_AFTER_MS = 30_000;

export interface Following {
  log?: Pick<Logger, 'info' | 'warn'>;
  everyMs?: number;
  payloadKeys?: PayloadKeys;
  /** Of each connection's client: those that trace. */
  interceptors?: WorkflowClientInterceptor[];
}

/**
 * A client that starts while Temporal is unavailable, and gives up in time. Address and TLS come from Temporal's own variables; a
 * new API key or client certificate is taken without a restart.
 */
export function connectTemporal(
  taskQueue: string,
  { log, everyMs, payloadKeys = [], interceptors = [] }: Following = {},
): { port: TemporalPort; close(): Promise<void> } {
  const openNew = () => open(taskQueue, { payloadKeys, interceptors });
  let current = openNew();
  const unfollow = followTemporalSettings(
    process.env,
    {
      takeApiKey: (apiKey) => current.connection.setApiKey(apiKey),
      reconnect: async () => {
        const next = openNew();
        // As long as the new one does not work, the old one may.
        await next.connection.ensureConnected().catch(async (error: unknown) => {
          await next.connection.close();
          throw error;
        });
        const { connection } = current;
        current = next;
        setTimeout(() => void connection.close(), CLOSE_OLD_AFTER_MS).unref();
        log?.info('The webhook takes the new certificates of Temporal');
      },
      report: (failure) => log?.warn({ why: causesOf(failure) }, 'New credentials of Temporal are not taken'),
    },
    everyMs,
  );
  return {
    port: {
      signal: (...given) => current.port.signal(...given),
      startEscalation: (...given) => current.port.startEscalation(...given),
      hangUpLateLeg: (...given) => current.port.hangUpLateLeg(...given),
      isReachable: () => current.port.isReachable(),
    },
    close: async () => {
      unfollow();
      await current.connection.close();
    },
  };
}

function open(
  taskQueue: string,
  { payloadKeys, interceptors }: Required<Pick<Following, 'payloadKeys' | 'interceptors'>>,
): { connection: Connection; port: TemporalPort } {
  const { connectionOptions, namespace } = readTemporalSettings(process.env);
  const dataConverter = createDataConverter(payloadKeys);
  const connection = Connection.lazy({ ...connectionOptions, interceptors: [retryInTime], channelArgs: RECONNECT });
  const more = { interceptors: { workflow: interceptors }, ...(namespace && { namespace }) };
  return { connection, port: createTemporalPort(new Client({ connection, dataConverter, ...more }), taskQueue) };
}

export function createTemporalPort(client: Client, taskQueue: string): TemporalPort {
  const { workflow, connection } = client;
  const { namespace } = client.options;
  const within = (ms: number, send: () => Promise<unknown>) => delivery(() => connection.withDeadline(Date.now() + ms, send));
  return {
    signal: (workflowId, events, ms) => within(ms, () => workflow.getHandle(workflowId).signal(CALL_NOTIFICATIONS, events)),
    async startEscalation(input, events, ms) {
      const start = (typedSearchAttributes: ReturnType<typeof escalationStartAttributes>) =>
        within(ms, () =>
          workflow.signalWithStart(ESCALATE_CALL, {
            ...escalationStartOptions(input.p2pCall),
            typedSearchAttributes,
            workflowIdConflictPolicy: 'USE_EXISTING',
            taskQueue,
            args: [input],
            signal: CALL_NOTIFICATIONS,
            signalArgs: [events],
          }),
        );
      const delivery = await start(escalationStartAttributes(input.p2pCall));
      // Where no worker has registered the search attributes yet, the workflow writes them as soon as one has.
      return delivery === 'refused' ? await start([]) : delivery;
    },
    hangUpLateLeg: (leg, ms) =>
      within(ms, () => workflow.start(HANG_UP_LATE_LEG, { ...lateLegStartOptions(leg.callId), taskQueue, args: [leg] })),
    async isReachable() {
      try {
        await connection.withDeadline(Date.now() + READINESS_TIMEOUT_MS, () =>
          connection.workflowService.describeNamespace({ namespace }),
        );
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Anything else that is wrong (no connection, no permission, no such namespace) may be fixed while Graph still retries. */
async function delivery(send: () => Promise<unknown>): Promise<Delivery> {
  try {
    await send();
    return 'stored';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'noOpenRun';
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'alreadyStarted';
    if (grpcCode(error) === INVALID_ARGUMENT) return 'refused';
    throw new TemporalUnavailable(error);
  }
}

/** The client wraps gRPC's error in its own. */
function grpcCode(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && error.cause !== undefined ? grpcCode(error.cause) : undefined;
}
