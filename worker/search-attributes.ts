import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { errorMessage, toError } from '../workflows/contract/errors.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/contract/search-attributes.ts';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;

/** Temporal's parts learn of a new attribute from their caches, one after the other. */
const KNOWN_WITHIN = 15_000;
const ASK_EVERY = 250;

/** The worker's connection, or a client's. */
type Asked = Pick<NativeConnection, 'operatorService'>;

/** gRPC: PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. Temporal Cloud, and roles that only read and write workflows, answer so. */
const NOT_FOR_US = [7, 12, 16];

/**
 * Makes sure that the search attributes exist: without them every workflow task that writes one fails, and is repeated
 * without end. Registers what is missing where it may; else throws, naming the command that does. Where Temporal does not let us
 * ask, that is a warning: they may well be there.
 */
export async function ensureSearchAttributes(connection: NativeConnection, namespace: string, logger: Logger): Promise<void> {
  const asked = await askedFor(connection, namespace);
  if ('refusal' in asked) return logger.warn({ namespace }, `${asked.refusal.message}\nThe worker starts all the same`);
  const { absent } = asked;
  if (absent.length === 0) return;
  const refusal = await register(connection, namespace, absent);
  // Another worker that starts at the same time may have been faster: then a refusal is none.
  const until = refusal ? 0 : Date.now() + KNOWN_WITHIN;
  while ((await absentAttributes(connection, namespace)).length > 0) {
    if (Date.now() >= until) throw notRegistered(absent, namespace, refusal);
    await sleep(ASK_EVERY);
  }
  logger.info({ searchAttributes: absent, namespace }, 'registered the missing search attributes');
}

async function askedFor(connection: Asked, namespace: string): Promise<{ absent: string[] } | { refusal: Error }> {
  try {
    return { absent: await absentAttributes(connection, namespace) };
  } catch (error) {
    if (error instanceof Error && isNotForUs(error)) return { refusal: error };
    throw error;
  }
}

/** Whether Temporal's operator API is closed to us, by the error that `absentAttributes` throws. */
export function isNotForUs({ cause }: Error): boolean {
  return isGrpcServiceError(cause) && NOT_FOR_US.includes(cause.code);
}

/** Names that the namespace does not know. Throws where one has another type, or where it cannot ask. */
export async function absentAttributes(connection: Asked, namespace: string): Promise<string[]> {
  const known = await knownAttributes(connection, namespace);
  const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
  const mistyped = names.filter((name) => known[name] !== undefined && known[name] !== KEYWORD);
  if (mistyped.length === 0) return names.filter((name) => known[name] === undefined);
  const remove = `  temporal operator search-attribute remove --namespace ${namespace} ${mistyped.map((name) => `--name ${name}`).join(' ')}`;
  throw new Error(
    `Search attributes ${mistyped.join(', ')} of namespace ${namespace} are not of type Keyword. Use another namespace, or make them anew:\n${remove}\n${createCommand(mistyped, namespace)}`,
  );
}

async function knownAttributes(connection: Asked, namespace: string): Promise<Record<string, number>> {
  try {
    return (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
    throw new Error(
      `Could not ask Temporal which search attributes namespace ${namespace} has: ${errorMessage(error)}. Check TEMPORAL_NAMESPACE and the worker's rights; the attributes are made with:\n${createCommand(names, namespace)}`,
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
  const why = refusal ? refusal.message : 'Temporal took them, but does not know them yet';
  return new Error(
    `Search attributes ${names.join(', ')} are missing in namespace ${namespace}, and could not be registered: ${why}. Register them:\n${createCommand(names, namespace)}`,
    { cause: refusal },
  );
}

/** What an operator runs to have them. */
export function createCommand(names: string[], namespace: string): string {
  const attributes = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  return `  temporal operator search-attribute create --namespace ${namespace} ${attributes}`;
}
