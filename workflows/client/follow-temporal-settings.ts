import type { ClientConnectConfig } from '@temporalio/envconfig';
import { toError } from '../contract/errors.ts';
import { readTemporalSettings } from './temporal-settings.ts';

type ConnectionSettings = ClientConnectConfig['connectionOptions'];

/** What a running program does with credentials that were replaced. */
export interface Followers {
  /** A connection takes a new key as it is. */
  takeApiKey(apiKey: string): Promise<void> | void;
  /** Certificates belong to a connection, so a new one must be made. What it throws is reported, and it is called again next time. */
  reconnect(options: ConnectionSettings): Promise<void>;
  report(failure: Error): void;
}

/** Certificates and keys are replaced hours before they end, and a file read a minute costs nothing. */
const LOOK_EVERY_MS = 60_000;

/**
 * Reads the files again that Temporal's variables name (API key, certificates), until it is stopped. A look at the files, no watcher:
 * Kubernetes replaces a mounted file by a link, and a file may be on a network. A file that cannot be read changes nothing.
 * @returns what stops it
 */
export function followTemporalSettings(env: NodeJS.ProcessEnv, followers: Followers, everyMs = LOOK_EVERY_MS): () => void {
  let known = credentialsOf(readTemporalSettings(env).connectionOptions);
  let isLooking = false;

  async function look(): Promise<void> {
    const options = readTemporalSettings(env).connectionOptions;
    const now = credentialsOf(options);
    if (now.tls !== known.tls) await followers.reconnect(options);
    else if (now.apiKey !== known.apiKey && now.apiKey !== undefined) await followers.takeApiKey(now.apiKey);
    known = now;
  }

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => followers.report(toError(error)))
      .finally(() => {
        isLooking = false;
      });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** To be compared. */
function credentialsOf({ apiKey, tls }: ConnectionSettings) {
  return { apiKey, tls: JSON.stringify(tls) };
}
