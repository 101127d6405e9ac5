import { CancellationScope } from '@temporalio/workflow';
import type { CallEvent } from '../contract/events.ts';
import { applyEvents, nextSeq } from './apply-events.ts';
import { now } from './clock.ts';
import { count } from './metrics.ts';
import type { AbortableRequest, Request } from './request.ts';
import { type RequestFailure, toRequestFailure } from './request-failure.ts';
import type { Run } from './run.ts';

type WhenFailed = (failure: RequestFailure) => void;

/**
 * Sends a request and applies its response when it comes; whoever needs the effect waits for the effect. Runs to its end even
 * when the run is cancelled meanwhile: what it made must be known to be tidied up.
 */
export function send(run: Run, ask: () => Promise<CallEvent[]>, whenFailed?: WhenFailed): Request {
  const request: Request = { done: false, withdraw: () => {} };
  sendIn(run, run.live.scope, request, ask, whenFailed);
  return request;
}

/** As `send`, for what can be withdrawn. */
export function sendAbortable(
  run: Run,
  kind: AbortableRequest,
  ask: () => Promise<CallEvent[]>,
  whenFailed?: WhenFailed,
): Request {
  const scope = new CancellationScope({ cancellable: true });
  const request: Request = { done: false, withdraw: () => scope.cancel() };
  run.live.abortable.set(request, kind);
  sendIn(run, scope, request, ask, (failure) => {
    if (failure.type === 'OutcomeUnknown') count('outcomeUnknown', { request: kind });
    whenFailed?.(failure);
  });
  return request;
}

/** Withdraws the abortable requests; of one kind, where it is named. */
export function withdrawRequests({ live }: Run, kind?: AbortableRequest): void {
  for (const [request, what] of live.abortable) if (kind === undefined || what === kind) request.withdraw();
}

function sendIn(
  run: Run,
  scope: CancellationScope,
  request: Request,
  ask: () => Promise<CallEvent[]>,
  whenFailed: WhenFailed | undefined,
): void {
  const seq = nextSeq(run);
  run.live.requestsInFlight += 1;
  const end = () => {
    request.done = true;
    run.live.requestsInFlight -= 1;
    run.live.abortable.delete(request);
    run.live.wake();
  };
  void scope.run(ask).then(
    (events) => {
      applyEvents(run, events, seq);
      end();
    },
    (error: unknown) => {
      request.failure = toRequestFailure(error, now(run));
      whenFailed?.(request.failure);
      end();
    },
  );
}
