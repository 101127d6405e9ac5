import type { FaultInput } from './faults/fault.ts';
import type { MeetingEventInput } from './faults/meeting-event.ts';
import type { SimulatorRecord } from './request-pipeline/record.ts';
import type { IncomingCall } from './model/incoming-call.ts';
import type { Happened } from './model/meeting-events.ts';

/** What can be seen of the simulator and done to it, in process and over HTTP alike. */
export interface SimulatorControl {
  record(): SimulatorRecord;
  /** Somebody calls the bot; the id of the P2P call. */
  call(call?: IncomingCall): string;
  /** The caller of a P2P call hangs up, or leaves the meeting he was moved to. False: there was no such call. `told: false`: no notification. */
  hangUp(callId: string, how?: { told?: boolean }): boolean;
  /** Something happens in the meeting of a leg of the bot, or of that key. Undefined: there is no such meeting, or nobody there whom it could happen to. */
  inMeeting(where: string, event: MeetingEventInput): Happened | undefined;
  /** Adds to what goes wrong, and says how people answer when they are rung. */
  script(faults: FaultInput[]): void;
  clearScript(): void;
}
