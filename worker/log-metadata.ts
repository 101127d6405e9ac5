import { ApplicationFailure } from '@temporalio/common';
import type { LogMetadata } from '@temporalio/worker';
import { z } from 'zod';

/**
 * What is logged of what SDK, activities and workflows say: ids, numbers, words, and errors. Anything nested is left out, for the
 * SDK's traces hold whole activations, with their payloads decrypted.
 */
export function loggable({ error, workflowRunId, ...meta }: LogMetadata = {}): Record<string, unknown> {
  const flat = Object.entries(meta).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return {
    ...Object.fromEntries(flat),
    // The SDK has two names for it: `runId` in workflows, this one in activities.
    ...(typeof workflowRunId === 'string' && { runId: workflowRunId }),
    ...(error !== undefined && { error: loggableError(error) }),
  };
}

export interface LoggableError {
  type: string;
  message: string;
  stack?: string;
  cause?: LoggableError;
}

/** Without a failure's details, which carry the starter's context, and without Graph's words, which may name people or numbers. */
export function loggableError(error: unknown): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const words = error instanceof ApplicationFailure ? graphsWords(error.details) : undefined;
  const without = (text: string) => (words ? text.replaceAll(words, "(Graph's words are in the run's details)") : text);
  const { name, message, stack, cause } = error;
  return {
    type: error instanceof ApplicationFailure ? (error.type ?? name) : name,
    message: without(message),
    ...(stack !== undefined && { stack: without(stack) }),
    ...(cause !== undefined && { cause: loggableError(cause) }),
  };
}

const detailsSchema = z.tuple([z.object({ resultInfo: z.object({ message: z.string().min(1) }) })]).rest(z.unknown());

function graphsWords(details: unknown): string | undefined {
  return detailsSchema.safeParse(details).data?.[0].resultInfo.message;
}
