import type { NotificationKind, Step } from '../faults/kinds.ts';
import type { FaultScript } from '../faults/script.ts';
import type { Leg } from './leg.ts';
import type { Meeting } from './meeting.ts';
import type { InviteOperation } from './operation.ts';
import type { JsonObject } from './reply.ts';
import type { Settings } from './settings.ts';
import type { Cancel, World } from './world.ts';

/** A notification that is to be posted. */
export interface Notification {
  kind: NotificationKind;
  callId: string;
  tenantId: string;
  chainId: string;
  scenarioId: string;
  url: string;
  body: JsonObject;
}

/** All that Microsoft's side holds. */
export interface Teams {
  world: World;
  settings: Settings;
  script: FaultScript;
  legs: Map<string, Leg>;
  meetings: Map<string, Meeting>;
  operations: Map<string, InviteOperation>;
  createdCalls: number;
  post(notification: Notification): void;
  /** A step was reached: what the script has for it happens. */
  reached(step: Step, leg: Leg): void;
  /** Something that the record shows is different now. */
  changed(): void;
}

/** An id in the form that the settings name. */
export function newId(teams: Teams, kind: string): string {
  const id = teams.world.newId(kind);
  return teams.settings.idForm === 'guid' ? id : id.replaceAll('-', '').toUpperCase();
}

/** Later, unless the leg has ended by then. */
export function later(teams: Teams, leg: Leg, ms: number, what: string, act: () => void): Cancel {
  const cancel = teams.world.after(ms, `${leg.kind} ${what}`, () => {
    leg.timers.delete(cancel);
    act();
  });
  leg.timers.add(cancel);
  return cancel;
}

export function postOf(leg: Leg, kind: NotificationKind, body: JsonObject): Notification {
  const { id: callId, tenantId, chainId, scenarioId, callbackUri: url } = leg;
  return { kind, callId, tenantId, chainId, scenarioId, url, body };
}
