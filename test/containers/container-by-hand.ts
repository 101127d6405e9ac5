import { type Child, startGuarded } from '../support/child-process.ts';
import { runProgram } from '../temporal-server/run-program.ts';
import type { Service } from './compose-file.ts';
import { commandOf, type Stage } from './read-dockerfile.ts';

/** A Node of another version, such as the image's; by default the one that runs this. */
export const NODE = process.env.CONTAINER_NODE ?? process.execPath;

const HEALTH_LIMIT = 10_000;

export interface Container {
  /** Starts what the container would run. */
  start(): Child;
  /** Runs the image's health check once; rejects, with what it said, while it is not healthy. */
  checkHealth(): Promise<unknown>;
}

export interface ByHand {
  service: Service;
  /** Of the image that the service runs. */
  stage: Stage;
  /** Stands for `/app`. */
  folder: string;
  /** What stands here for the network's names and the volumes' places, each replaced wherever it occurs. */
  instead: Record<string, string>;
  /** What one machine needs and a container does not: ports of one's own. */
  more?: { args?: string[]; env?: NodeJS.ProcessEnv };
}

/** A container of the service without Docker: its commands and environment as image and Compose file have them. */
export function containerByHand(name: string, { service, stage, folder, instead, more = {} }: ByHand): Container {
  const here = (text: string) => Object.entries(instead).reduce((done, [from, to]) => done.replaceAll(from, to), text);
  const given = Object.entries(service.environment).map(([key, value]): [string, string] => [key, here(value)]);
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, ...Object.fromEntries<string>(given), ...more.env };
  const args = service.command.length > 0 ? service.command.map(here) : commandOf(stage, 'CMD');
  const [program = '', ...rest] = [...commandOf(stage, 'ENTRYPOINT'), ...args, ...(more.args ?? [])];
  const inFolder = (command: string[]) => [
    '-c',
    'cd "$0" && exec "$@"',
    folder,
    ...command.map((part) => (part === 'node' ? NODE : part)),
  ];
  return {
    start: () => startGuarded(name, 'bash', inFolder([program, ...rest]), { env }),
    checkHealth: () => runProgram('bash', inFolder(commandOf(stage, 'HEALTHCHECK')), { env, timeout: HEALTH_LIMIT }),
  };
}
