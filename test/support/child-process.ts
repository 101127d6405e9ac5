import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface ChildOptions {
  env?: NodeJS.ProcessEnv;
  /** Each line of standard output and standard error. */
  onLine?: (line: string) => void;
}

/** A program of ours, or one under guard, that ends with us at the latest. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** All lines it said so far, oldest first. */
  readonly lines: string[];
  /** Resolves with the first line, said already or still to come, that `matches`; fails when the process ends before. */
  line(what: string, matches: (line: string) => boolean): Promise<string>;
  /** Resolves when it has ended, with its exit code or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** SIGTERM; SIGKILL after `grace` ms. Resolves when it has ended. */
  stop(grace?: number): Promise<void>;
  /** Reads no more of what it says: as a collector of logs that has died. */
  deafen(): void;
  /** SIGKILL, at once. */
  kill(): Promise<void>;
}

const STOP_GRACE = 10_000;
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const END_WITH_PARENT = fileURLToPath(new URL('./end-with-parent.ts', import.meta.url));
const GUARD = fileURLToPath(new URL('./guard.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts one of our programs (a TypeScript file, absolute path) as a Node process of its own. */
export function startProgram(name: string, file: string, args: string[] = [], options: ChildOptions = {}): Child {
  const [wrapper, built] = [builtFrom(END_WITH_PARENT), builtFrom(file)];
  if (wrapper && built) return follow(name, [wrapper, built, ...args], options);
  return follow(name, ['--import', TSX, END_WITH_PARENT, file, ...args], options);
}

/** What Node is started with to run one of our programs (a TypeScript file, absolute path). */
export function nodeArgs(file: string): string[] {
  const built = builtFrom(file);
  return built ? [built] : ['--import', TSX, file];
}

/** The program as the global set-up of the tests has built it; without one, as for a demo by hand, TypeScript is loaded by `tsx`. */
function builtFrom(file: string): string | undefined {
  const { BUILT_PROGRAMS } = process.env;
  if (!BUILT_PROGRAMS || !file.startsWith(ROOT)) return undefined;
  const built = join(BUILT_PROGRAMS, relative(ROOT, file).replace(/\.ts$/, '.js'));
  return existsSync(built) ? built : undefined;
}

/** Starts a program that is built already, without TypeScript's loader in its process; `wrapper`: the built `end-with-parent`. */
export function startBuilt(name: string, wrapper: string, file: string, options: ChildOptions & { nodeArgs?: string[] }): Child {
  return follow(name, [...(options.nodeArgs ?? []), wrapper, file], options);
}

/** Starts a program that is not ours. */
export function startGuarded(name: string, command: string, args: string[], options: ChildOptions = {}): Child {
  return follow(name, [...nodeArgs(GUARD), command, ...args], options, END_GUARDED);
}

/** How a process is ended at once. */
const END = (child: ChildProcess) => void child.kill('SIGKILL');
/** A guard that is killed can no longer end whom it guards, so it is told to. */
const END_GUARDED = (child: ChildProcess) => void (child.connected && child.send('kill'));

function follow(
  name: string,
  nodeArgs: string[],
  { env = process.env, onLine }: ChildOptions,
  end: (child: ChildProcess) => void = END,
): Child {
  // Its own process group: Ctrl-C reaches only us, and we end the others in order.
  const child = spawn(process.execPath, nodeArgs, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true });
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const hear = (line: string) => {
    lines.push(line);
    onLine?.(line);
    for (const listener of listeners) listener(line);
  };
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', hear);
  const ended = endOf(child);

  return {
    name,
    pid: child.pid ?? -1,
    lines,
    ended,
    line: (what, matches) => awaitLine({ name, lines, listeners, ended }, what, matches),
    stop: async (grace = STOP_GRACE) => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => end(child), grace);
      await ended;
      clearTimeout(timer);
    },
    deafen: () => {
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    },
    kill: async () => {
      end(child);
      await ended;
    },
  };
}

/** `close`, not `exit`: then every line it said has been heard. */
async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  await Promise.race([once(child, 'close'), failed]);
  return child.signalCode ?? child.exitCode ?? 1;
}

interface Heard {
  name: string;
  lines: string[];
  listeners: Set<(line: string) => void>;
  ended: Promise<number | NodeJS.Signals>;
}

async function awaitLine(heard: Heard, what: string, matches: (line: string) => boolean): Promise<string> {
  const { name, lines, listeners, ended } = heard;
  const said = lines.find(matches);
  if (said !== undefined) return said;

  let listener: (line: string) => void = () => undefined;
  const comes = new Promise<string>((resolve) => {
    listener = (line) => matches(line) && resolve(line);
    listeners.add(listener);
  });
  const ends = ended.then((code) => {
    throw new Error(`${name} ended (${code}) before ${what}. It said:\n${lines.slice(-30).join('\n')}`);
  });
  try {
    return await Promise.race([comes, ends]);
  } finally {
    listeners.delete(listener);
  }
}
