import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { FaultName } from '../graph-simulator/faults/named-faults.ts';
import type { Ground } from '../harness/ground.ts';
import { incomingTaken } from '../harness/incoming-taken.ts';
import { SEED_MEETING } from '../harness/seed-meeting.ts';
import { simulatedCall } from '../harness/simulated-call.ts';
import { startPrograms } from '../harness/start-programs.ts';
import { TEST_POLICY } from '../harness/test-policy.ts';

/** `seed`: nothing goes wrong; else a fault of the simulator by its name. */
export type Scenario = 'seed' | FaultName;

/** Lets a call be escalated with that fault, by the programs, and answers with the run's history as JSON. However the run ends is fine. */
export async function recordScenario(ground: Ground, scenario: Scenario): Promise<string> {
  const faults = scenario === 'seed' ? [] : ['--fault', scenario];
  const escalate = { meeting: SEED_MEETING, subject: 'Test Call', policy: TEST_POLICY };
  const programs = await startPrograms({ ground, escalate, simulatorArgs: ['--fast', ...faults] });
  const connection = await Connection.connect({ address: ground.temporal.address });
  try {
    const client = new Client({ connection, namespace: ground.temporal.namespace });
    const call = simulatedCall(client, await programs.simulator.call());
    await incomingTaken(programs.simulator, call.id);
    await call.result().catch(() => undefined);
    return historyToJSON(await call.history());
  } finally {
    await connection.close();
    await programs.stop();
  }
}
