import type { CallEvent } from '../../workflows/contract/events.ts';

/** A POST with a token, on the address of the doctor's own leg. */
export interface Callback {
  /** When its head was read, ms since 1970. */
  at: number;
  /** Claims and header of the token; `none` where it lacks one. */
  iss: string;
  kid: string;
  tid: string;
  /** Why the webhook would not have it. Then the signature is not known to be Microsoft's. */
  refused?: string;
}

/** What came in, and a way to wait for it. */
export interface Heard {
  callbacks: Callback[];
  events: CallEvent[];
  tellCallback(callback: Callback): void;
  tellEvents(events: readonly CallEvent[]): void;
  /** The first value of `look` that is not undefined, now or after something was heard; undefined after `ms`, or once `signal` is aborted. */
  waitFor<T>(look: () => T | undefined, ms: number, signal?: AbortSignal): Promise<T | undefined>;
}

export function createHeard(): Heard {
  const callbacks: Callback[] = [];
  const events: CallEvent[] = [];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    callbacks,
    events,
    tellCallback: (callback) => {
      callbacks.push(callback);
      tell();
    },
    tellEvents: (more) => {
      events.push(...more);
      tell();
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
