import { defineQuery, defineSignal, log, setHandler } from '@temporalio/workflow';
import { readEvents } from '../call/read-events.ts';
import type { CallEvent } from '../contract/events.ts';
import { CALL_NOTIFICATIONS, ESCALATION } from '../contract/names.ts';
import type { EscalationSnapshot } from '../contract/result.ts';
import type { Escalation } from './escalation.ts';
import { observe } from './observe.ts';
import { snapshot } from './snapshot.ts';

/** What was signalled before there was a call to fold it into. */
export interface Mailbox {
  /** Hands over what has come so far, in its order, and all that comes from now on. */
  deliverTo(e: Escalation): void;
}

const callNotifications = defineSignal<[CallEvent[]]>(CALL_NOTIFICATIONS);
const escalation = defineQuery<EscalationSnapshot>(ESCALATION);

/**
 * Registers the handlers. Must come before the first `await`: signals of the first task are applied before the workflow function
 * starts, and a query may come at any time: until there is a call it is answered with `p2pCall`.
 */
export function openMailbox(p2pCall: EscalationSnapshot['p2pCall']): Mailbox {
  const kept: unknown[] = [];
  let to: Escalation | undefined;
  const deliver = (e: Escalation, argument: unknown) => {
    const { events, passedOver } = readEvents(argument);
    if (passedOver > 0) {
      e.passedOver += passedOver;
      log.warn('Items of a signal were passed over: no events this version knows', { passedOver, inAll: e.passedOver });
    }
    observe(e, events);
  };
  setHandler(
    callNotifications,
    (argument: unknown) => {
      if (to) deliver(to, argument);
      else kept.push(argument);
    },
    { description: "Graph's notifications of this call's legs, as events; sent by the webhook" },
  );
  setHandler(escalation, () => (to ? snapshot(to) : beforeTheStart(p2pCall)), {
    description: 'Status, legs, participants, what is waited for, and the timeline so far',
  });
  return {
    deliverTo(e) {
      to = e;
      for (const argument of kept.splice(0)) deliver(e, argument);
    },
  };
}

function beforeTheStart(p2pCall: EscalationSnapshot['p2pCall']): EscalationSnapshot {
  return { status: 'answering', p2pCall, participants: [], timeline: [] };
}
