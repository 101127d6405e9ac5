import { TimeoutFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  condition,
  defineQuery,
  defineSignal,
  setHandler,
  TemporalFailure,
} from '@temporalio/workflow';

export const told = defineSignal<[string]>('told');
const seen = defineQuery<string[]>('seen');

export interface Notes {
  note(what: string): void;
  /** All that was signalled. */
  signals: string[];
  heard(what: string): Promise<void>;
}

/** @param notes of an earlier run */
export function takeNotes(notes: string[] = []): Notes {
  const signals: string[] = [];
  setHandler(told, (what) => {
    notes.push(`told ${what}`);
    signals.push(what);
  });
  setHandler(seen, () => notes, { description: 'What was seen' });
  return { note: (what) => void notes.push(what), signals, heard: (what) => condition(() => signals.includes(what)) };
}

export async function outcomeOf(asked: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await asked) ?? 'undefined';
  } catch (error) {
    return words(error);
  }
}

/** What our code reads of an error. */
function words(error: unknown): string {
  if (error instanceof ActivityFailure) return `ActivityFailure of ${words(error.cause)}`;
  if (error instanceof ApplicationFailure) {
    const { type, message, nonRetryable, details } = error;
    return `ApplicationFailure ${JSON.stringify({ type, message, nonRetryable, details })}`;
  }
  if (error instanceof TimeoutFailure) return `TimeoutFailure ${error.timeoutType}`;
  if (error instanceof CancelledFailure) return 'CancelledFailure';
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    const { name, message, workflowId, workflowType } = error;
    const isTemporals = error instanceof TemporalFailure;
    return `${name} ${JSON.stringify({ message, workflowId: shortId(workflowId), workflowType, isTemporals })}`;
  }
  return String(error);
}

/** Without what makes it one id a test. */
export function shortId(id: string): string {
  return id.replace(/ comparison-[\da-f-]+/, '');
}
