import type { CallEvent } from '../../workflows/contract/events.ts';

/** A POST with a token, at the callback address of the doctor's own leg. */
export interface Callback {
  /** When its head was read, in ms since the epoch. */
  at: number;
  /** Claims and header of the token; `none` if one is missing. */
  iss: string;
  kid: string;
  tid: string;
  /** Why the webhook rejects it. Then the signature is not known to be Microsoft's. */
  refused?: string;
}

/** What was received, and a way to wait for it. */
export interface CallbackRecorder {
  callbacks: Callback[];
  events: CallEvent[];
  recordCallback(callback: Callback): void;
  recordEvents(events: readonly CallEvent[]): void;
  /** The first value of `look` that is not undefined, now or after something is received; undefined after `ms`, or once `signal` is aborted. */
  waitFor<T>(look: () => T | undefined, ms: number, signal?: AbortSignal): Promise<T | undefined>;
}

export function createCallbackRecorder(): CallbackRecorder {
  const callbacks: Callback[] = [];
  const events: CallEvent[] = [];
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  return {
    callbacks,
    events,
    recordCallback: (callback) => {
      callbacks.push(callback);
      notify();
    },
    recordEvents: (more) => {
      events.push(...more);
      notify();
    },
    waitFor: <T>(look: () => T | undefined, ms: number, signal?: AbortSignal) =>
      new Promise<T | undefined>((resolve) => {
        const finish = (value: T | undefined) => {
          clearTimeout(timer);
          listeners.delete(listener);
          signal?.removeEventListener('abort', giveUp);
          resolve(value);
        };
        const giveUp = () => finish(look());
        const listener = () => {
          const value = look();
          if (value !== undefined) finish(value);
        };
        const timer = setTimeout(giveUp, ms);
        listeners.add(listener);
        signal?.addEventListener('abort', giveUp);
        if (signal?.aborted) giveUp();
        else listener();
      }),
  };
}
