import { setTimeout as pause } from 'node:timers/promises';

/** What can be killed and started again. */
export interface Program {
  kill(): Promise<void>;
  readonly ended: Promise<unknown>;
}

/** A program that is started again whenever it ends, as an orchestrator would. */
export interface Kept {
  readonly name: string;
  /** kill -9; it comes back after `downFor` ms. Without effect while it is down. */
  kill(downFor: number): Promise<void>;
  /** For good. */
  stop(): Promise<void>;
  /** Resolves once it runs. */
  up(): Promise<void>;
}

/** Between two tries to start it, in ms: it may not come up while what it needs is down. */
const PAUSE = 300;

/** Starts it and keeps it running until `stop`. `start` resolves once it is of use. */
export async function keepRunning(name: string, start: () => Promise<Program>, pauseMs = PAUSE): Promise<Kept> {
  let running: Program | undefined = await start();
  let stopped = false;
  let downFor = pauseMs;

  async function mind(): Promise<void> {
    for (;;) {
      await running?.ended;
      running = undefined;
      if (stopped) return;
      await pause(downFor);
      downFor = pauseMs;
      running = await start().catch(() => undefined);
      if (stopped) await running?.kill();
    }
  }

  const minded = mind();
  return {
    name,
    kill: async (ms) => {
      const victim = running;
      downFor = ms;
      await victim?.kill();
      if (running === victim) running = undefined;
    },
    stop: async () => {
      stopped = true;
      // Whoever must survive kill -9 needs no farewell, and the worker's takes 10 s.
      await running?.kill();
      await minded;
    },
    up: async () => {
      while (!running) await pause(pauseMs);
    },
  };
}
