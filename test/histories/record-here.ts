import { randomUUID } from 'node:crypto';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { createCheckInput } from '../../activities/check-input.ts';
import { legOfAnotherService } from '../support/leg-of-another-service.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { startSystem, type System } from '../support/system.ts';
import type { TestEnvironment } from '../support/test-environment.ts';
import { startWorkerHere } from '../support/worker-here.ts';
import { isHere, type RecordedHere } from './recorded-here.ts';

/**
 * Program, started by `record.ts` with the environment's certificate authority, which Node reads at its start: prints the history of a
 * run that takes more than one call and a fault.
 */
const RECORDINGS: Record<RecordedHere, (environment: TestEnvironment) => Promise<string>> = {
  'queried-in-the-first-task': recordQueriedRun,
  'handed-over': (environment) =>
    withSystem(environment, async (system) => historyOf(system, (await handOver(system)).escalation)),
  stay: (environment) => withSystem(environment, recordStay),
  'invite-several': (environment) => withSystem(environment, recordInvite),
};

/** Somebody queries the run in its first task, while its input is being checked: Temporal gives a replay of that task another time than it gave to the run (`now` of workflows/run/clock.ts). */
async function recordQueriedRun(environment: TestEnvironment): Promise<string> {
  const system = await startSystem({ environment, worker: false });
  const { bot, places } = system;
  let letGo = (): void => {};
  const asked = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const check = createCheckInput({ applicationId: bot.applicationId, callbackUri: async () => `${places.webhook}/api/calls/1` });
  const checkInput = async (input: unknown) => {
    await asked;
    return check(input);
  };
  const worker = await startWorkerHere(environment, bot, places, { checkInput });
  try {
    const call = await system.call({ meeting: SEED_MEETING, subject: 'Test Call' });
    await call.snapshot();
    letGo();
    await call.result();
    return historyToJSON(await call.history());
  } finally {
    await worker.stop();
    await system.stop();
  }
}

async function handOver(system: System): Promise<{ escalation: string; stay: string; callId: string }> {
  const call = await system.call({ meeting: SEED_MEETING, invite: [{ user: { id: randomUUID() } }], afterwards: 'stay' });
  const result = await call.result();
  if (result.outcome !== 'escalated' || !result.stayingIn) throw new Error(`Not handed over: ${JSON.stringify(result)}`);
  return { escalation: call.workflowId, stay: result.stayingIn.workflowId, callId: result.multipartyCallId };
}

/** People come and go, one is invited, one removed, and the stay leaves. */
async function recordStay(system: System): Promise<string> {
  const { stay: workflowId, callId } = await handOver(system);
  const stay = await system.escalations.findStay(callId);
  const guest = randomUUID();
  system.simulator.inMeeting(callId, { do: 'join', person: { kind: 'guest' } });
  await stay.invite('1', [{ user: { id: guest } }]);
  await stay.remove({ user: { id: guest } });
  await stay.leave();
  await stay.result();
  return historyOf(system, workflowId);
}

async function recordInvite(system: System): Promise<string> {
  const { bot, places, simulator } = system;
  const call = await legOfAnotherService({ bot, places, ca: simulator.certificate.ca });
  const participants = [randomUUID(), randomUUID()].map((id) => ({ user: { id } }));
  const invite = await system.escalations.invite({ requestId: 'recorded', call, participants });
  await invite.result();
  return historyOf(system, invite.workflowId);
}

async function withSystem(environment: TestEnvironment, record: (system: System) => Promise<string>): Promise<string> {
  const system = await startSystem({ environment });
  try {
    return await record(system);
  } finally {
    await system.stop();
  }
}

async function historyOf({ client }: System, workflowId: string): Promise<string> {
  return historyToJSON(await client.workflow.getHandle(workflowId).fetchHistory());
}

const [scenario = '', environment = ''] = process.argv.slice(2);
if (!isHere(scenario)) throw new Error(`There is no recording ${scenario}`);
process.stdout.write(await RECORDINGS[scenario](JSON.parse(environment) as TestEnvironment));
process.exit();
