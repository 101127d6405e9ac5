import { defineSignal, log, setHandler } from '@temporalio/workflow';
import { readEvents } from '../call/read-events.ts';
import type { CallEvent } from '../contract/events.ts';
import { CALL_NOTIFICATIONS } from '../contract/names.ts';
import { applyEvents } from './apply-events.ts';
import { count } from './metrics.ts';
import type { Run } from './run.ts';

/** What was signalled before there was a run to apply it to. */
export interface Inbox {
  /** Hands over what has come so far, in its order, and all that comes from now on. */
  deliverTo(run: Run): void;
}

const callNotifications = defineSignal<[CallEvent[]]>(CALL_NOTIFICATIONS);

/** Registers the handler. Must come before the first `await`: signals of the first task are applied before the workflow function starts. */
export function openInbox(): Inbox {
  const kept: unknown[] = [];
  let receiver: Run | undefined;
  setHandler(
    callNotifications,
    (argument: unknown) => {
      if (receiver) deliver(receiver, argument);
      else kept.push(argument);
    },
    { description: "Graph's notifications of this call's legs, as events; sent by the webhook" },
  );
  return {
    deliverTo(run) {
      receiver = run;
      for (const argument of kept.splice(0)) deliver(run, argument);
    },
  };
}

function deliver(run: Run, argument: unknown): void {
  const { events, ignored } = readEvents(argument);
  if (ignored > 0) {
    run.state.ignored += ignored;
    count('eventsIgnored', {}, ignored);
    log.warn('Items of a signal were ignored: no events this version knows', { ignored, inAll: run.state.ignored });
  }
  run.story.received?.(events);
  applyEvents(run, events);
}
