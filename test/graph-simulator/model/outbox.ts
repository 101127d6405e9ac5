import type { FaultScript } from '../faults/script.ts';
import type { Notification } from './teams.ts';
import type { World } from './world.ts';

/** Where notifications go: over HTTP, or straight to whoever runs in the same process. */
export interface NotificationPort {
  deliver(notification: Notification): void;
  /** The script had it lost; for the record. */
  lost(notification: Notification): void;
}

/** Posts each notification as the script has it: lost, doubled, late, held, or after the next of the same leg. */
export function createOutbox(world: World, script: FaultScript, port: NotificationPort) {
  const heldBack = new Map<string, () => void>();

  return function post(notification: Notification): void {
    const { kind, tenantId, callId } = notification;
    const fault = script.onNotification(kind, { tenantId, callId });
    const deliver = () => port.deliver(notification);
    const overtaken = heldBack.get(callId);
    if (fault?.do === 'swap') {
      const cancel = world.after(fault.ms, `${kind} held back`, () => heldBack.get(callId)?.());
      heldBack.set(callId, () => {
        cancel();
        heldBack.delete(callId);
        deliver();
      });
    } else if (fault?.do === 'lose') {
      port.lost(notification);
    } else if (fault?.do === 'delay') {
      world.after(fault.ms, `${kind} delayed`, deliver);
    } else if (fault?.do === 'hold') {
      script.onceCleared(deliver);
    } else {
      deliver();
      if (fault?.do === 'double') deliver();
    }
    overtaken?.();
  };
}
