import { escalationWorkflowId, inviteWorkflowId, stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { ESCALATE_CALL, INVITE_TO_CALL } from '../../../workflows/contract/names.ts';
import type { Leg } from '../../graph-simulator/model/leg.ts';
import { inputFor } from '../input-for.ts';
import { createRandom } from '../random.ts';
import type { Scenario } from '../scenario.ts';
import type { VirtualSystem } from '../virtual-system.ts';
import type { SentVirtually } from './stay-record.ts';
import type { Happening, StayScript } from './stay-script.ts';
import { inviteAsClient, type VirtualClient } from './virtual-client.ts';

/** Where something happens, and what it leaves behind. */
export interface Stage {
  system: VirtualSystem;
  script: StayScript;
  scenario: Scenario;
  /** The leg that is stayed in. */
  leg: Leg;
  /** The P2P call that was escalated into it. */
  caller: Leg | undefined;
  /** Until when workers are dead. */
  dead: { until: number };
  /** Until when notifications are lost. */
  lost: { until: number };
  updates: SentVirtually[];
  /** When the stay was cancelled. */
  cancelled: number[];
}

/** One thing that happens during a stay: in the meeting, to our programs, or because somebody asks for it. */
export function play(stage: Stage, what: Happening): void {
  const { system, leg, dead, lost, updates } = stage;
  const { clock, teams, temporal } = system;
  if ('kill' in what) dead.until = clock.now() + what.kill;
  if ('lose' in what) lost.until = clock.now() + what.lose;
  if ('meeting' in what) teams.inMeeting(leg.id, what.meeting);
  if ('invite' in what) invite(stage, what);
  if ('escalate' in what) escalateAgain(stage);
  if ('cancel' in what) cancel(stage, what);
  if ('update' in what) {
    const update = temporal.update(stayWorkflowId(leg.id), what.update, argumentOf(what), what.id);
    updates.push({ sent: what, at: clock.now(), update });
  }
}

function invite(stage: Stage, what: Extract<Happening, { invite: unknown }>): void {
  const { system, leg } = stage;
  const { id, tenantId } = leg;
  const input = { ...what.invite, call: { id, tenantId } };
  if (what.byClient) void inviteAsClient(clientFor(stage, what), input);
  else system.temporal.start(INVITE_TO_CALL, inviteWorkflowId(id, input.requestId), [input], [], 'REJECT_DUPLICATE');
}

function clientFor(stage: Stage, { at, invite }: Extract<Happening, { invite: unknown }>): VirtualClient {
  const { clock, temporal } = stage.system;
  const random = createRandom(stage.script.seed ^ at);
  const { requestId: id, participants } = invite;
  const sent = { at, update: 'inviteParticipants', id, participants } as const;
  return {
    clock,
    temporal,
    latency: () => (random.chance(0.5) ? random.between(1, 5) : random.between(20, 80)),
    sent: (update) => void stage.updates.push({ sent, at: clock.now(), update }),
  };
}

function escalateAgain({ system: { clock, temporal }, scenario, caller }: Stage): void {
  if (!caller) return;
  const { p2pCall, ...rest } = inputFor(caller.id, new Date(clock.now()).toISOString(), scenario, caller, 2);
  const input = { ...rest, p2pCall: { ...p2pCall, state: 'established' } };
  temporal.start(ESCALATE_CALL, escalationWorkflowId(caller.id), [input]);
}

function cancel({ system: { clock, temporal }, leg, cancelled }: Stage, what: Extract<Happening, { cancel: unknown }>): void {
  if (what.cancel === 'stay') {
    cancelled.push(clock.now());
    temporal.cancel(stayWorkflowId(leg.id));
  } else temporal.cancel(inviteWorkflowId(leg.id, what.cancel.invite));
}

function argumentOf(what: SentVirtually['sent']): unknown[] {
  if (what.update === 'leave') return [];
  if (what.update === 'removeParticipant') return [what.who];
  const { participants, together } = what;
  return [{ participants, ...(together !== undefined && { together }) }];
}
