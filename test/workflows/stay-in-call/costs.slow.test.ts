import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { CallEvent } from '../../../workflows/contract/events.ts';
import { CALL_NOTIFICATIONS } from '../../../workflows/contract/names.ts';
import { replayHistory } from '../../histories/replay-history.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../../support/killable-system.ts';
import { quietRuntime } from '../../support/quiet-runtime.ts';

/** What a stay costs (workflows/stay-in-call/README.md, What it costs): prints the figure, and holds it to an upper limit. */
const PATIENCE = 240_000;

let system: KillableSystem;
beforeAll(async () => {
  system = await startKillableSystem({ environment: injectedEnvironment() });
  await system.startWorker();
});
afterAll(() => system.stop());

/** Somebody who stays in nobody's call would leave: each has a meeting of its own, with somebody in it. */
async function startOne(): Promise<WorkflowHandle> {
  const call = await system.legOfAnotherService();
  system.simulator.inMeeting(call.id, { do: 'join' });
  const { workflowId } = await system.escalations.stay({ call });
  await system.simulator.waitFor(
    'its first keepAlive',
    ({ requests }) => requests.some(({ kind, callId }) => kind === 'keepAlive' && callId === call.id),
    PATIENCE,
  );
  return system.client.workflow.getHandle(workflowId);
}

/** Of three people, one of whom mutes and unmutes: a delta, which contradicts nothing that was read. */
const roster = (callId: string, people: readonly string[], muted: boolean): CallEvent => ({
  type: 'roster',
  callId,
  at: new Date().toISOString(),
  extent: 'delta',
  source: 'notification',
  participants: people.map((id) => ({ id, kind: 'user', participantId: id, inLobby: false, muted })),
});

it('history of a notification', { timeout: PATIENCE }, async () => {
  const handle = await startOne();
  const { workflowId } = handle;
  const size = async () => {
    const { historySize, historyLength } = await handle.describe();
    return { bytes: historySize ?? 0, events: historyLength };
  };
  const people = Array.from({ length: 3 }, () => randomUUID());
  const before = await size();
  const COUNT = 100;
  for (let n = 0; n < COUNT; n++) {
    await handle.signal(CALL_NOTIFICATIONS, [roster(workflowId.slice('call-'.length), people, n % 2 === 0)]);
    // One after another: each has a workflow task of its own, as in a call that is not busy.
    await handle.query('call');
  }
  const after = await size();
  const bytes = Math.round((after.bytes - before.bytes) / COUNT);
  console.log(`A notification: ${bytes} bytes and ${(after.events - before.events) / COUNT} events of history`);
  expect(bytes).toBeLessThan(4_000);
});

/** Prints what a worker that takes the run over must have done within a task's 3 s; a timing, so nothing is held to it. */
it('replay of a meeting of a thousand people', { timeout: PATIENCE }, async () => {
  const handle = await startOne();
  const callId = handle.workflowId.slice('call-'.length);
  const people = Array.from({ length: 1_000 }, () => randomUUID());
  for (let n = 0; n < people.length; n += 100) {
    await handle.signal(CALL_NOTIFICATIONS, [roster(callId, people.slice(n, n + 100), false)]);
  }
  for (const one of people.slice(0, 100)) {
    await handle.signal(CALL_NOTIFICATIONS, [roster(callId, [one], true)]);
    await handle.query('call');
  }
  const history = historyToJSON(await handle.fetchHistory());
  const events = (await handle.describe()).historyLength;
  quietRuntime();
  const before = process.cpuUsage();
  await replayHistory(JSON.parse(history), { codePath: injectedEnvironment().workflowBundle });
  const { user, system: kernel } = process.cpuUsage(before);
  const ms = Math.round((user + kernel) / 1_000);
  console.log(`A replay of ${events} events, of 1,000 people: ${ms} ms of CPU`);
  expect(events).toBeGreaterThan(300);
});
