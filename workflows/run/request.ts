import type { RequestFailure } from './request-failure.ts';

/** A request under way. Waiting for it is a wait like any other: its effect may show itself before its response. */
export interface Request {
  done: boolean;
  failure?: RequestFailure;
  /** Its reason has gone: where no try of it is under way, none is begun any more. One that is under way runs to its end. */
  withdraw(): void;
}

/** What is asked for somebody, and for nobody once its reason has gone. */
export type AbortableRequest = 'answer' | 'create' | 'invite';

/** For a request that there was no need to send. */
export const NOTHING_SENT: Request = { done: true, withdraw: () => {} };

/** Whether Graph refused the request for good, or certainly never processed it: nothing of it will show itself. */
export function wasRefused(request: Request): boolean {
  return request.failure !== undefined && request.failure.type !== 'OutcomeUnknown';
}
