import { Connection } from '@temporalio/client';
import { startGuarded, type Child } from '../support/child-process.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { findServerBinary } from './find-server-binary.ts';
import { freePort } from './free-port.ts';

export interface DevServerOptions {
  /** With Temporal's UI, on a port of its own. Costs some memory. Default false. */
  ui?: boolean;
  /** SQLite file that outlives the server; without it everything is kept in memory. */
  dbFilename?: string;
  /** gRPC port; without it a free one. */
  port?: number;
  /** The binary; without it the finder finds one. */
  binary?: string;
  /** Told of each search for the binary that may take long, before it. */
  onSearch?: (notice: string) => void;
}

export interface TemporalServer {
  /** `host:port` of the gRPC API. */
  address: string;
  namespace: string;
  /** Base URL of the UI, no trailing slash. */
  uiUrl?: string;
  stop(): Promise<void>;
}

export interface DevServer extends TemporalServer {
  /** kill -9; what its file holds is there for the next one on the same port. */
  kill(): Promise<void>;
  readonly ended: Promise<unknown>;
}

const NAMESPACE = 'default';
const HOST = '127.0.0.1';
const HEALTHY_WITHIN = 30_000;
/** A port found free may be taken before the server binds it. */
const ATTEMPTS = 3;

/** Starts a dev server with our search attributes and waits until it serves its namespace. It ends with this process at the latest. */
export async function startDevServer(options: DevServerOptions = {}): Promise<DevServer> {
  const binary = options.binary ?? (await findServerBinary({ onSearch: options.onSearch }));
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const uiPort = options.ui ? await freePort() : undefined;
    const child = startGuarded('the Temporal dev server', binary, serverArgs(options, port, uiPort));
    try {
      await healthy(child, `${HOST}:${port}`);
      return {
        address: `${HOST}:${port}`,
        namespace: NAMESPACE,
        uiUrl: uiPort === undefined ? undefined : `http://${HOST}:${uiPort}`,
        stop: () => child.stop(),
        kill: () => child.kill(),
        ended: child.ended,
      };
    } catch (error) {
      await child.kill();
      const portTaken = child.lines.some((line) => line.includes('address already in use'));
      if (!portTaken || options.port !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}

function serverArgs({ dbFilename }: DevServerOptions, port: number, uiPort: number | undefined): string[] {
  const base = ['server', 'start-dev', '--ip', HOST, '--port', String(port), '--log-level', 'error', '--namespace', NAMESPACE];
  return [
    ...base,
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...SEARCH_ATTRIBUTES.flatMap(({ name, type }) => ['--search-attribute', `${name}=${pascalCase(type)}`]),
    // A file is then as fast as memory (craft notes §7); what a power cut would lose is no loss here.
    ...(dbFilename
      ? ['--db-filename', dbFilename, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=OFF']
      : []),
  ];
}

/** `KEYWORD_LIST` as the CLI wants it: `KeywordList`. */
function pascalCase(type: string): string {
  return type.replaceAll(/_?([A-Z])([A-Z]*)/g, (_, first: string, rest: string) => first + rest.toLowerCase());
}

/** gRPC itself waits for the port, at distances shorter than its usual second. */
const RECONNECT = {
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.min_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 100,
};

async function healthy(child: Child, address: string): Promise<void> {
  const connection = Connection.lazy({ address, channelArgs: RECONNECT, connectTimeout: HEALTHY_WITHIN });
  const dead = child.ended.then((code) => {
    throw new Error(`The Temporal dev server ended (${code}) before it was healthy. It said:\n${child.lines.join('\n')}`);
  });
  try {
    await Promise.race([serves(connection), dead]);
  } finally {
    await connection.close();
  }
}

async function serves(connection: Connection): Promise<void> {
  await connection.ensureConnected();
  await connection.withDeadline(Date.now() + HEALTHY_WITHIN, () =>
    connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
  );
}
