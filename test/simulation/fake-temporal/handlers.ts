import { ApplicationFailure, ensureTemporalFailure, TemporalFailure } from '@temporalio/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { current, type Handler, type Instance, type ReceivedUpdate } from './instance.ts';
import { asPayload, asPayloads } from './payload.ts';

type Kind = 'signal' | 'query' | 'update';

export const defineSignal = (name: string) => ({ type: 'signal' as const, name });
export const defineQuery = (name: string) => ({ type: 'query' as const, name });
export const defineUpdate = (name: string) => ({ type: 'update' as const, name });

export function setHandler(
  { type, name }: { type: Kind; name: string },
  handler: Handler,
  options: { validator?: Handler } = {},
): void {
  const instance = current();
  if (type === 'query') instance.queries.set(name, handler);
  if (type === 'signal') {
    instance.signals.set(name, handler);
    for (const { args } of take(instance.bufferedSignals, name)) signal(instance, name, args);
  }
  if (type === 'update') {
    instance.updates.set(name, { handler, ...(options.validator && { validator: options.validator }) });
    for (const buffered of take(instance.bufferedUpdates, name)) update(instance, buffered);
  }
}

function take<T extends { name: string }>(from: T[], name: string): T[] {
  const taken = from.filter((one) => one.name === name);
  from.splice(0, from.length, ...from.filter((one) => one.name !== name));
  return taken;
}

/** Whose handler runs; asynchronous ones are entered again after each `await`. */
const updates = new AsyncLocalStorage<{ id: string; name: string }>();

/** Each promise is dearer from the first update on: whoever begins anew lets go of what has ended. */
export const forgetUpdates = (): void => updates.disable();

export const currentUpdateInfo = () => updates.getStore();
export const allHandlersFinished = () => current().handlersUnderWay === 0;

export function signal(instance: Instance, name: string, args: unknown[]): void {
  const handler = instance.signals.get(name);
  if (!handler) {
    instance.bufferedSignals.push({ name, args });
    return;
  }
  instance.handlersUnderWay += 1;
  const over = () => void (instance.handlersUnderWay -= 1);
  const fails = (error: unknown) => {
    instance.ending ??= { failure: asError(error) };
  };
  try {
    const going = handler(...args);
    if (going instanceof Promise) going.catch(fails).finally(over);
    // No promise is made for a handler that makes none: they are counted.
    else queueMicrotask(over);
  } catch (error) {
    fails(error);
    over();
  }
}

/** As the SDK: the validator; the acceptance; the handler up to its first `await`, all at once. */
export function update(instance: Instance, received: ReceivedUpdate): void {
  const { id, name, args } = received;
  const known = instance.updates.get(name);
  if (!known) {
    instance.bufferedUpdates.push(received);
    return;
  }
  updates.run({ id, name }, () => {
    try {
      if (!instance.replaying) known.validator?.(...asPayloads(args));
    } catch (error) {
      instance.commands.push({ type: 'updateRejected', id, failure: refusal(error) });
      return;
    }
    instance.commands.push({ type: 'updateAccepted', id });
    instance.handlersUnderWay += 1;
    void handle(instance, id, async () => known.handler(...asPayloads(args)));
  });
}

async function handle(instance: Instance, id: string, handler: () => Promise<unknown>): Promise<void> {
  try {
    const result = asPayload(await handler());
    instance.commands.push({ type: 'updateCompleted', id, outcome: { result } });
  } catch (error) {
    // Any other error is a bug: it fails the task.
    if (error instanceof TemporalFailure) instance.commands.push({ type: 'updateCompleted', id, outcome: { failure: error } });
    else instance.ending ??= { failure: asError(error) };
  } finally {
    instance.handlersUnderWay -= 1;
  }
}

/** As it comes out of Temporal: of an error that is none of its own there are name and message. */
function refusal(error: unknown): Error {
  const failure = ensureTemporalFailure(error);
  if (failure === error) return failure;
  const { message, name } = error instanceof Error ? error : new Error(String(error));
  return ApplicationFailure.create({ message, type: name, nonRetryable: false, details: [] });
}

/** At the end of each activation. */
export function rejectBufferedUpdates({ bufferedUpdates, commands }: Instance): void {
  for (const { id, name } of bufferedUpdates.splice(0)) {
    const failure = ApplicationFailure.nonRetryable(`No registered handler for update: ${name}`);
    commands.push({ type: 'updateRejected', id, failure });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
