import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { errorMessage, toError } from '../workflows/contract/errors.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/contract/search-attributes.ts';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;

/** Temporal's services learn of a new attribute through their caches, one after the other. */
const REGISTRATION_TIMEOUT_MS = 15_000;
const POLL_EVERY_MS = 250;

/** The worker's connection, or a client's. */
type OperatorConnection = Pick<NativeConnection, 'operatorService'>;

/** gRPC: PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. From Temporal Cloud, and for roles that may only use workflows. */
const API_CLOSED = [7, 12, 16];

/**
 * Makes sure that the search attributes exist: without them every workflow task that writes one fails, and is retried forever.
 * Registers what is missing, if it may; else throws, naming the command to run. If Temporal does not let us list them, it only
 * warns: they may well be there.
 */
export async function ensureSearchAttributes(connection: NativeConnection, namespace: string, logger: Logger): Promise<void> {
  const listed = await tryToList(connection, namespace);
  if ('refusal' in listed) return logger.warn({ namespace }, `${listed.refusal.message}\nThe worker starts nevertheless`);
  const { absent } = listed;
  if (absent.length === 0) return;
  const refusal = await register(connection, namespace, absent);
  // Another worker that starts at the same time may have been faster: then a refusal does not matter.
  const until = refusal ? 0 : Date.now() + REGISTRATION_TIMEOUT_MS;
  while ((await absentAttributes(connection, namespace)).length > 0) {
    if (Date.now() >= until) throw notRegistered(absent, namespace, refusal);
    await sleep(POLL_EVERY_MS);
  }
  logger.info({ searchAttributes: absent, namespace }, 'registered the missing search attributes');
}

async function tryToList(connection: OperatorConnection, namespace: string): Promise<{ absent: string[] } | { refusal: Error }> {
  try {
    return { absent: await absentAttributes(connection, namespace) };
  } catch (error) {
    if (error instanceof Error && isApiClosed(error)) return { refusal: error };
    throw error;
  }
}

/** Whether Temporal's operator API is closed to us, by the error that `absentAttributes` throws. */
export function isApiClosed({ cause }: Error): boolean {
  return isGrpcServiceError(cause) && API_CLOSED.includes(cause.code);
}

/** Names that the namespace does not know. Throws if one has another type, or if Temporal does not answer. */
export async function absentAttributes(connection: OperatorConnection, namespace: string): Promise<string[]> {
  const known = await knownAttributes(connection, namespace);
  const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
  const mistyped = names.filter((name) => known[name] !== undefined && known[name] !== KEYWORD);
  if (mistyped.length === 0) return names.filter((name) => known[name] === undefined);
  const remove = `  temporal operator search-attribute remove --namespace ${namespace} ${mistyped.map((name) => `--name ${name}`).join(' ')}`;
  throw new Error(
    `Search attributes ${mistyped.join(', ')} of namespace ${namespace} are not of type Keyword. Use another namespace, or recreate them:\n${remove}\n${createCommand(mistyped, namespace)}`,
  );
}

async function knownAttributes(connection: OperatorConnection, namespace: string): Promise<Record<string, number>> {
  try {
    return (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
    throw new Error(
      `Could not ask Temporal which search attributes namespace ${namespace} has: ${errorMessage(error)}. Check TEMPORAL_NAMESPACE and the worker's permissions; the attributes are created with:\n${createCommand(names, namespace)}`,
      { cause: error },
    );
  }
}

/** The reason why Temporal refused, if it did. */
async function register(connection: NativeConnection, namespace: string, names: string[]): Promise<Error | undefined> {
  try {
    const searchAttributes = Object.fromEntries(names.map((name) => [name, KEYWORD]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return undefined;
  } catch (error) {
    return toError(error);
  }
}

function notRegistered(names: string[], namespace: string, refusal: Error | undefined): Error {
  const why = refusal ? refusal.message : 'Temporal accepted them, but does not know them yet';
  return new Error(
    `Search attributes ${names.join(', ')} are missing in namespace ${namespace}, and could not be registered: ${why}. Register them:\n${createCommand(names, namespace)}`,
    { cause: refusal },
  );
}

/** What an operator runs to create them. */
export function createCommand(names: string[], namespace: string): string {
  const attributes = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  return `  temporal operator search-attribute create --namespace ${namespace} ${attributes}`;
}
