import {
  type Fault,
  type FaultInput,
  faultSchema,
  type InviteFault,
  type LegFault,
  type MeetingFault,
  type NotificationFault,
  type PersonFault,
  type RequestFault,
} from './fault.ts';
import type { NotificationKind, Quirk, RequestKind, Step } from './kinds.ts';

/** What an occurrence is about; a fault's `where` is compared with it. */
export interface Scope {
  tenantId?: string;
  callId?: string;
}

/** The script of what goes wrong. Each question counts as an occurrence of what it asks about. */
export interface FaultScript {
  /** Adds to the script; throws a ZodError that names the path of what it does not understand. */
  add(faults: FaultInput[]): void;
  clear(): void;
  /** Calls back once, when the script is next cleared. */
  onceCleared(act: () => void): void;
  has(quirk: Quirk, scope: Pick<Scope, 'tenantId'>): boolean;
  onRequest(kind: RequestKind, scope: Scope): RequestFault | undefined;
  onNotification(kind: NotificationKind, scope: Scope): NotificationFault | undefined;
  onInvite(scope: Scope): InviteFault | undefined;
  /** Somebody is rung. */
  onPerson(userId: string, scope: Scope): PersonFault | undefined;
  atStep(step: Step, scope: Scope): Extract<LegFault, { at: Step }>[];
  inMeetingAtStep(step: Step, scope: Scope): MeetingFault[];
  neverEstablishes(leg: 'p2p' | 'multiparty', scope: Scope): boolean;
  survivesReplacement(scope: Scope): boolean;
  lobby(who: 'bot' | 'caller', scope: Scope): { admittedAfterMs?: number } | undefined;
}

type Counted = Exclude<Fault, { quirk: Quirk }>;

export function createFaultScript(initial: FaultInput[] = []): FaultScript {
  let entries: { fault: Counted; seen: number }[] = [];
  let quirks: { quirk: Quirk; where: Scope | undefined }[] = [];
  let held: (() => void)[] = [];

  const add = (faults: FaultInput[]) => {
    for (const fault of faults.map((input) => faultSchema.parse(input))) {
      if (!('quirk' in fault)) entries.push({ fault, seen: 0 });
      else if (fault.on) quirks.push({ quirk: fault.quirk, where: fault.where });
      else quirks = quirks.filter(({ quirk, where }) => quirk !== fault.quirk || where?.tenantId !== fault.where?.tenantId);
    }
  };

  /** Counts one occurrence for every fault about it, and hands out those whose turn it is. */
  function due<F extends Counted>(scope: Scope, isAbout: (fault: Counted) => fault is F): F[] {
    const found: F[] = [];
    for (const entry of entries) {
      const fault = entry.fault;
      if (!isAbout(fault) || !inScope(fault.where, scope)) continue;
      entry.seen += 1;
      const last = fault.times === 'always' ? Number.POSITIVE_INFINITY : fault.nth + fault.times - 1;
      if (entry.seen >= fault.nth && entry.seen <= last) found.push(fault);
    }
    return found;
  }

  add(initial);
  return {
    add,
    clear: () => {
      entries = [];
      quirks = [];
      const released = held;
      held = [];
      for (const act of released) act();
    },
    onceCleared: (act) => void held.push(act),
    has: (quirk, scope) => quirks.some((on) => on.quirk === quirk && inScope(on.where, scope)),
    onRequest: (kind, scope) =>
      due(scope, (fault): fault is RequestFault => 'request' in fault && (fault.request === kind || fault.request === 'all'))[0],
    onNotification: (kind, scope) =>
      due(
        scope,
        (fault): fault is NotificationFault =>
          'notification' in fault && (fault.notification === kind || fault.notification === 'all'),
      )[0],
    onInvite: (scope) => due(scope, (fault): fault is InviteFault => 'invite' in fault)[0],
    onPerson: (userId, scope) =>
      due(scope, (fault): fault is PersonFault => 'person' in fault && isOrAnybody(fault.person, userId))[0],
    atStep: (step, scope) => due(scope, (fault): fault is Extract<LegFault, { at: Step }> => 'at' in fault && fault.at === step),
    inMeetingAtStep: (step, scope) => due(scope, (fault): fault is MeetingFault => 'meeting' in fault && fault.step === step),
    neverEstablishes: (leg, scope) =>
      due(
        scope,
        (fault): fault is Extract<LegFault, { do: 'neverEstablish' }> =>
          'leg' in fault && fault.do === 'neverEstablish' && fault.leg === leg,
      ).length > 0,
    survivesReplacement: (scope) =>
      due(
        scope,
        (fault): fault is Extract<LegFault, { do: 'surviveReplacement' }> => 'leg' in fault && fault.do === 'surviveReplacement',
      ).length > 0,
    lobby: (who, scope) =>
      due(scope, (fault): fault is Extract<LegFault, { lobby: string }> => 'lobby' in fault && fault.lobby === who)[0],
  };
}

const isOrAnybody = (person: string, userId: string) => person === 'anybody' || person.toLowerCase() === userId.toLowerCase();

function inScope(where: Scope | undefined, scope: Scope): boolean {
  if (where?.tenantId !== undefined && where.tenantId !== scope.tenantId) return false;
  return where?.callId === undefined || where.callId === scope.callId;
}
