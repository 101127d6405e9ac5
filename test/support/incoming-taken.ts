import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteSimulator } from './remote-simulator.ts';

/** Resolves once the webhook has taken the incoming call: then its escalation runs. Throws when it did not. */
export async function incomingTaken(simulator: RemoteSimulator, callId: string): Promise<void> {
  for (;;) {
    const { notifications } = await simulator.record();
    const incoming = notifications.find((notification) => notification.callId === callId && notification.kind === 'incoming');
    if (incoming?.fate === 'delivered') return;
    if (incoming?.fate !== 'underway')
      throw new Error(`The webhook did not take the incoming call: ${JSON.stringify(incoming?.attempts)}`);
    await pause(20);
  }
}
