import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CALL_NOTIFICATIONS, ESCALATE_CALL } from '../../workflows/contract/names.ts';
import { escalationStartOptions } from '../../workflows/contract/start-options.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { type SimulatedCall, simulatedCall } from '../support/simulated-call.ts';
import { startSystem, type System } from '../support/system.ts';
import { TEST_POLICY } from '../support/test-policy.ts';
import { ARGUMENTS, GOOD } from './odd-signals.ts';
import { runCall } from './run-call.ts';

/** What only a real server has: the names of signals, and their arguments as it stores them. Each argument alone is signalled in virtual time. */
let system: System;
beforeAll(async () => {
  const timings = { ...FAST_TIMINGS, answerWindow: 60_000 };
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings } });
});
afterAll(() => system.stop());

/** No failure of ours: a run would have ended while a signal came in, and the server has it handle that first. */
const SIGNAL_CAME_IN = 'UnhandledCommand';

async function expectNoTaskFailed(call: SimulatedCall): Promise<void> {
  const { events } = await call.history();
  const failed = events?.flatMap((event) => event.workflowTaskFailedEventAttributes?.failure?.message ?? []);
  expect(failed?.filter((message) => message !== SIGNAL_CAME_IN)).toEqual([]);
}

it('odd signals to an escalation that runs, also by other names, fail no task, and the caller is escalated', async () => {
  // Held back at its first request until the signals are in.
  const ran = await runCall(system, [{ request: 'answer', do: 'delay', ms: 1_500 }]);
  const { handle } = ran.call;
  for (const [, args] of ARGUMENTS) await handle.signal(CALL_NOTIFICATIONS, ...args);
  for (const name of ['callNotification', '', 'cancel', '__temporal_x', 'constructor', CALL_NOTIFICATIONS.toUpperCase()])
    await handle.signal(name, GOOD).catch((error: Error) => expect(error.message).toContain('Failed to signal'));
  expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  await expectNoTaskFailed(ran.call);
});

it('an odd signal that starts the escalation fails no task, and the caller is escalated', async () => {
  const { simulator, client, bot } = system;
  simulator.clearScript();
  // No route is for this caller: whoever else starts escalations does it here.
  const who = { callerUserId: randomUUID(), tenantId: randomUUID() };
  const id = simulator.call(who);
  const p2pCall = { id, tenantId: who.tenantId, state: 'incoming', caller: { user: { id: who.callerUserId } } };
  await client.workflow.signalWithStart(ESCALATE_CALL, {
    ...escalationStartOptions({ id, tenantId: '' }),
    taskQueue: bot.taskQueue,
    args: [{ p2pCall, meeting: { joinMeetingId: '987654321' }, policy: TEST_POLICY }],
    signal: CALL_NOTIFICATIONS,
    signalArgs: [GOOD, 7],
  });
  const call = simulatedCall(client, id);
  expect(await call.result()).toMatchObject({ outcome: 'escalated' });
  await expectNoTaskFailed(call);
});
