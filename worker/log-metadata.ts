import { ApplicationFailure } from '@temporalio/common';
import type { LogMetadata } from '@temporalio/worker';

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
  const { name, message, stack, cause } = error;
  return {
    type: error instanceof ApplicationFailure ? (error.type ?? name) : name,
    message: withoutGraphsWords(message),
    ...(stack !== undefined && { stack: stack.replaceAll(message, withoutGraphsWords(message)) }),
    ...(cause !== undefined && { cause: loggableError(cause) }),
  };
}

/**
 * `Could not <what>. <Graph's words>. <type>: <advice>` (activities/graph/client/send-to-graph.ts). By the text, since an error that
 * comes out of the sandbox has lost its details.
 */
function withoutGraphsWords(message: string): string {
  return message.replace(/^(Could not .+?)\. [^]*\. (\w+: [^]*)$/, "$1. What Graph said stands in the run's details. $2");
}
