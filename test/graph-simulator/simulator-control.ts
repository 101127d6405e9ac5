import type { FaultInput } from './faults/fault.ts';
import type { SimulatorRecord } from './request-pipeline/record.ts';
import type { IncomingCall } from './model/incoming-call.ts';

/** What can be seen of the simulator and done to it, in process and over HTTP alike. */
export interface SimulatorControl {
  record(): SimulatorRecord;
  /** Somebody calls the bot; the id of the P2P call. */
  call(call?: IncomingCall): string;
  /** The caller of a P2P call hangs up, or leaves the meeting he was moved to. False: there was no such call. `told: false`: no notification. */
  hangUp(callId: string, how?: { told?: boolean }): boolean;
  /** Adds to what goes wrong. */
  script(faults: FaultInput[]): void;
  clearScript(): void;
}
