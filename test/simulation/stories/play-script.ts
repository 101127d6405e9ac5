import { createCheckInput } from '../../../activities/check-input.ts';
import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../../workflows/contract/events.ts';
import type { EscalateCallInput } from '../../../workflows/contract/input.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL } from '../../../workflows/contract/names.ts';
import { escalateCall } from '../../../workflows/index.ts';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';
import { inVirtualTime } from '../in-virtual-time.ts';
import { pass } from '../pass.ts';
import { createRandom } from '../random.ts';
import { runActivitiesOn } from '../fake-temporal/activity.ts';
import type { ActivityFunctions } from '../virtual-activities.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { setProcessTime } from '../virtual-date.ts';
import { createVirtualTemporal, type VirtualRun } from '../virtual-temporal.ts';
import {
  type Activity,
  type Asked,
  CALLER,
  deleted,
  EARLIER,
  EARLIER_TENANT,
  established,
  MULTIPARTY,
  P2P,
  type Script,
  type Told,
} from './script.ts';

const START = 1_800_000_000_000;
const PATIENCE = 30 * 60_000;
/** Each activity takes so long, in ms. */
const TAKES = 20;
const ID = escalationWorkflowId(P2P);
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';

const USUAL: Record<Asked, Activity> = {
  answer: () => [established(P2P)],
  createCall: () => [established(MULTIPARTY)],
  invite: () => [{ type: 'operation', callId: MULTIPARTY, status: 'running' }],
  probe: () => [],
  hangUp: () => [deleted(MULTIPARTY, 200, 7000)],
};
const REQUESTS = { answer: 'answer', createCall: 'createCall', invite: 'invite', probe: 'getCall', hangUp: 'delete' } as const;

export interface PlayedScript {
  run: VirtualRun | undefined;
  startedAt: number;
  requests: { kind: RequestKind; at: number }[];
}

/** The workflow alone, in virtual time: all that it hears is hand-made. */
export function playScript(script: Script): Promise<PlayedScript> {
  return inVirtualTime(() => play(script));
}

async function play({ policy = {}, activities = {}, receivedBefore, told }: Script): Promise<PlayedScript> {
  const clock = createVirtualClock(START);
  setProcessTime(clock.now);
  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, 'pause', resolve));
  runActivitiesOn(pause);
  const requests: PlayedScript['requests'] = [];
  const heard = (event: Told): CallEvent => {
    const of =
      event.callId === EARLIER ? { run: 'earlier', tenantId: EARLIER_TENANT } : { run: run()?.runId ?? '', tenantId: TENANT };
    const leg = { ...of, kind: 'multiparty', attempt: 1 } as const;
    return { ...event, at: new Date(clock.now()).toISOString(), ...(event.callId !== P2P && { leg }) };
  };
  const scripted =
    (name: Asked) =>
    async (...[argument]: unknown[]) => {
      const request = idsIn(argument);
      requests.push({ kind: REQUESTS[name], at: clock.now() - START });
      await pause(TAKES);
      const time = requests.filter(({ kind }) => kind === REQUESTS[name]).length;
      return (activities[name] ?? USUAL[name])(request, time).map(heard);
    };
  const functions: ActivityFunctions = {
    checkInput: createCheckInput({ applicationId: 'application', callbackUri: async () => 'https://webhook/api/calls/1' }),
    answer: scripted('answer'),
    createCall: scripted('createCall'),
    invite: scripted('invite'),
    probe: scripted('probe'),
    hangUp: scripted('hangUp'),
  };
  const never = { killedInTask: () => false, killedInActivity: () => false };
  const temporal = createVirtualTemporal(clock, createRandom(1), { escalateCall }, () => functions, never);
  const run = () => temporal.runs[0];
  const receivedAt = receivedBefore === undefined ? undefined : new Date(START - receivedBefore).toISOString();
  temporal.start(ESCALATE_CALL, ID, [inputWith(policy, receivedAt)]);
  for (const [at, event] of told)
    clock.after(at, 'notification', () => temporal.signal(ID, CALL_NOTIFICATIONS, [[heard(event)]]));
  await pass(clock, temporal.runTasks, START + PATIENCE, () => run()?.outcome !== undefined);
  return { run: run(), startedAt: START, requests };
}

/** What the request says of its leg. */
function idsIn(argument: unknown): { callId?: string; tenantId?: string } {
  if (typeof argument !== 'object' || argument === null) return {};
  const { callId, tenantId } = { callId: undefined, tenantId: undefined, ...argument };
  return { ...(typeof callId === 'string' && { callId }), ...(typeof tenantId === 'string' && { tenantId }) };
}

function inputWith(policy: Script['policy'] & object, receivedAt: string | undefined): EscalateCallInput {
  return {
    p2pCall: {
      id: P2P,
      tenantId: TENANT,
      state: 'incoming',
      caller: { user: { id: CALLER } },
      ...(receivedAt && { receivedAt }),
    },
    meeting: {
      chatInfo: { threadId: '19:meeting_a@thread.v2', messageId: '0' },
      organizer: { user: { id: 'b3a7f0aa-0000-4000-8000-000000000001', tenantId: TENANT } },
    },
    policy,
  };
}
