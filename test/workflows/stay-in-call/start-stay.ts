import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { WorkflowHandle } from '@temporalio/client';
import type { StayHandle } from '../../../workflows/client/index.ts';
import type { StayPolicy } from '../../../workflows/contract/policy.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';
import type { MeetingEventInput } from '../../graph-simulator/faults/meeting-event.ts';
import type { RecordedLeg } from '../../graph-simulator/request-pipeline/record.ts';
import { legOfAnotherService } from '../../support/leg-of-another-service.ts';
import type { System } from '../../support/system.ts';

/** Long against the simulator's fast timings on a busy machine; nothing ends by itself in the time of a test. */
export const STAY_POLICY = {
  inviteWithin: 20_000,
  replaceWithin: 5_000,
  probeAfter: 1_000,
  keepAliveEvery: 60_000,
  aloneFor: 60_000,
  stayAtMost: 600_000,
} satisfies Partial<StayPolicy>;

/** A stay in a call that another service has made, with one person in it, and what Microsoft's side has recorded of it. */
export interface StartedStay {
  call: { id: string; tenantId: string };
  somebody: string;
  stay: StayHandle;
  handle: WorkflowHandle;
  leg(): RecordedLeg;
  /** How many requests of a kind arrived for its leg, answered or not. */
  count(kind: RequestKind): number;
  /** Ids of the users whom Graph was asked to ring, in order, each as often as it was. */
  rung(): string[];
  happens(event: MeetingEventInput): void;
}

export interface StayOptions {
  /** Over `STAY_POLICY`. */
  policy?: Partial<StayPolicy>;
  /** Where they are not said to be otherwise, they strike this stay's call alone. */
  faults?: FaultInput[];
  callbackUri?: string;
}

export async function startStay(system: System, { policy, faults = [], callbackUri }: StayOptions = {}): Promise<StartedStay> {
  const { simulator, bot, places, escalations, client } = system;
  const tenantId = randomUUID();
  simulator.script(faults.map((fault) => ({ where: { tenantId }, ...fault })));
  const other = { bot, places, ca: simulator.certificate.ca };
  const call = await legOfAnotherService(other, { tenantId, ...(callbackUri !== undefined && { callbackUri }) });
  const somebody = randomUUID();
  const happens = (event: MeetingEventInput) => expect(simulator.inMeeting(call.id, event)).toBeDefined();
  happens({ do: 'join', person: { id: somebody } });
  const stay = await escalations.stay({ call, context: 'ticket 4711', policy: { ...STAY_POLICY, ...policy } });
  return {
    call,
    somebody,
    stay,
    handle: client.workflow.getHandle(stay.workflowId),
    leg: () => simulator.record().legs.find(({ id }) => id === call.id) ?? fail(`The simulator lost the leg ${call.id}`),
    count: (kind) => simulator.record().requests.filter((one) => one.kind === kind && one.callId === call.id).length,
    rung: () =>
      simulator
        .record()
        .operations.filter(({ legId }) => legId === call.id)
        .flatMap(({ people }) => people.map(({ userId }) => userId)),
    happens,
  };
}

/** Until the stay has read who is in the call, and waits for what comes: what is written to its history from then on has a cause. */
export async function settled({ stay, somebody }: StartedStay): Promise<void> {
  await vi.waitFor(
    async () => {
      const { people, waitingFor, call } = await stay.state();
      expect(call.state).toBe('established');
      expect(people.map(({ userId }) => userId)).toContain(somebody);
      expect(waitingFor?.what).toBe('the call to end');
    },
    { timeout: 60_000, interval: 100 },
  );
}

function fail(why: string): never {
  throw new Error(why);
}
