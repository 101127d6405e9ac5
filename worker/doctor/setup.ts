import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { openConnections } from '../../activities/graph/client/connections.ts';
import { createGraphClient, type Graph } from '../../activities/graph/client/graph-client.ts';
import { createTokens, type Tokens } from '../../activities/graph/client/tokens.ts';
import type { WebhookSettings } from '../../webhook/settings.ts';
import type { WorkerSettings } from '../settings.ts';
import { readTemporalSettings } from '../../workflows/client/temporal-settings.ts';

/** How Graph sees us. */
export interface GraphSide {
  /** The CAs it trusts, in PEM. Node's own are taken for Microsoft's; those of `NODE_EXTRA_CA_CERTS` are only ours. */
  roots: readonly string[];
  /** Graph is the simulator, on this machine or network, so that private addresses and plain http are fine. */
  isSimulator: boolean;
}

/** What is examined, and with which clients. */
export interface Setup {
  worker: WorkerSettings;
  webhook: WebhookSettings;
  /** The tenant of the calls. */
  tenantId: string;
  temporal: { connection: Connection; address: string; namespace: string };
  tokens: Tokens;
  graph: Graph;
  graphSide: GraphSide;
  /** This machine's clock, in ms since the epoch. */
  now(): number;
}

/** For each request. */
export const CHECK_TIMEOUT_MS = 5_000;

export interface SetupParts extends Pick<Setup, 'worker' | 'webhook' | 'tenantId' | 'graphSide' | 'now'> {
  env: NodeJS.ProcessEnv;
}

/** Connects to nothing yet: Temporal and Graph are connected to by the first request. */
export function createSetup({ env, ...given }: SetupParts): Setup {
  const { applicationId, credential, authorityHost, graphBaseUrl } = given.worker.activities;
  const { connectionOptions, namespace = 'default' } = readTemporalSettings(env);
  const { address = 'localhost:7233' } = connectionOptions;
  const scenario = randomUUID();
  const tokens = createTokens({ clientId: applicationId, credential, authorityHost, graphBaseUrl });
  return {
    ...given,
    temporal: { connection: Connection.lazy(connectionOptions), address, namespace },
    tokens,
    graph: createGraphClient({
      baseUrl: graphBaseUrl,
      tokens,
      connections: openConnections(),
      scenarioId: () => scenario,
      log: () => undefined,
    }),
  };
}
