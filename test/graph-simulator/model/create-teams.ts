import { type MeetingEventInput, meetingEventSchema } from '../faults/meeting-event.ts';
import type { FaultScript } from '../faults/script.ts';
import { callApi } from './call-api.ts';
import { type IncomingCall, incomingCall } from './incoming-call.ts';
import type { Leg } from './leg.ts';
import type { Meeting } from './meeting.ts';
import { type Happened, happensIn } from './meeting-events.ts';
import type { InviteOperation } from './operation.ts';
import { createOutbox, type NotificationPort } from './outbox.ts';
import { atStep, callerLeaves } from './people.ts';
import type { Reply } from './reply.ts';
import type { Asker, GraphRequest } from './requests.ts';
import type { Settings } from './settings.ts';
import type { Teams } from './teams.ts';
import type { World } from './world.ts';

/** Microsoft's side, as seen by the bot's HTTP and by the people who call it. */
export interface SimulatedTeams {
  handle(request: GraphRequest, asker: Asker): Reply;
  call(call?: IncomingCall): Leg;
  /** The caller of that P2P call hangs up, or leaves the meeting. False: there was no such call. */
  hangUp(callId: string, how?: { told?: boolean }): boolean;
  /**
   * Something happens in a meeting by itself.
   * @param where a leg of the bot in it, by its id, or the meeting's key
   * @returns undefined: there is no such meeting, or nobody in it whom it could happen to
   */
  inMeeting(where: string, event: MeetingEventInput): Happened | undefined;
  legs(): Leg[];
  meetings(): Meeting[];
  operations(): InviteOperation[];
}

export interface TeamsParts {
  world: World;
  settings: Settings;
  script: FaultScript;
  port: NotificationPort;
  /** Something that the record shows is different now. */
  changed?: () => void;
}

/** No HTTP, no clock and no chance of its own: `world` brings what it takes from outside. */
export function createTeams({ world, settings, script, port, changed = () => {} }: TeamsParts): SimulatedTeams {
  const teams: Teams = {
    world,
    settings,
    script,
    legs: new Map(),
    meetings: new Map(),
    operations: new Map(),
    createdCalls: 0,
    post: createOutbox(world, script, port),
    reached: (step, leg) => atStep(teams, step, leg),
    changed,
  };
  return {
    handle: (request, asker) => callApi(teams, request, asker),
    call: (call) => incomingCall(teams, call),
    hangUp: (callId, how) => {
      const leg = teams.legs.get(callId);
      if (leg?.kind !== 'p2p') return false;
      callerLeaves(teams, leg, how);
      return true;
    },
    inMeeting: (where, event) => {
      const leg = teams.legs.get(where);
      const meeting = leg?.meeting ?? teams.meetings.get(where);
      return meeting && happensIn(teams, meeting, meetingEventSchema.parse(event), leg);
    },
    legs: () => [...teams.legs.values()],
    meetings: () => [...teams.meetings.values()],
    operations: () => [...teams.operations.values()],
  };
}
