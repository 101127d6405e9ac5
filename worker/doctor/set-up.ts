import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { openConnections } from '../../activities/graph/client/connections.ts';
import { createGraphClient, type Graph } from '../../activities/graph/client/graph-client.ts';
import { createTokens, type Tokens } from '../../activities/graph/client/tokens.ts';
import type { WebhookSettings } from '../../webhook/settings.ts';
import type { WorkerSettings } from '../settings.ts';
import { readTemporalSettings } from '../../workflows/client/temporal-settings.ts';

/** How Graph, on the far side, sees us. */
export interface FarSide {
  /** Its trusted CAs, PEM. Those of Node stand in for Microsoft's; `NODE_EXTRA_CA_CERTS` is ours alone and not among them. */
  roots: readonly string[];
  /** It is the simulator: on this machine or in this network, so that private addresses and plain http are fine. */
  isSimulator: boolean;
}

/** What is examined, and by which means. */
export interface SetUp {
  worker: WorkerSettings;
  webhook: WebhookSettings;
  /** Where the calls are. */
  tenantId: string;
  temporal: { connection: Connection; address: string; namespace: string };
  tokens: Tokens;
  graph: Graph;
  farSide: FarSide;
  /** This machine's clock, ms since 1970. */
  now(): number;
}

/** For each request that is no call of Graph's, in ms. */
export const PATIENCE = 5_000;

export interface SetUpParts extends Pick<SetUp, 'worker' | 'webhook' | 'tenantId' | 'farSide' | 'now'> {
  env: NodeJS.ProcessEnv;
}

/** Opens nothing yet: Temporal and Graph are connected to when they are first asked. */
export function makeSetUp({ env, ...given }: SetUpParts): SetUp {
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
