import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { FaultName } from '../graph-simulator/faults/named-faults.ts';
import type { TestEnvironment } from '../support/test-environment.ts';
import { incomingTaken } from '../support/incoming-taken.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { simulatedCall } from '../support/simulated-call.ts';
import { startPrograms } from '../support/start-programs.ts';
import { TEST_POLICY } from '../support/test-policy.ts';

/** `seed`: nothing goes wrong; `traced`: nor there, and the programs trace; else a fault of the simulator by its name. */
export type Scenario = 'seed' | 'traced' | FaultName;

export const isWithoutFault = (name: string): name is 'seed' | 'traced' => name === 'seed' || name === 'traced';

/** The history is the same whether the traces arrive, and nobody is there. */
const TRACING = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

/** Lets a call be escalated with that fault, by the programs, and answers with the run's history as JSON. However the run ends is fine. */
export async function recordScenario(environment: TestEnvironment, scenario: Scenario): Promise<string> {
  const faults = isWithoutFault(scenario) ? [] : ['--fault', scenario];
  const tracing = scenario === 'traced' ? TRACING : undefined;
  const escalate = { meeting: SEED_MEETING, subject: 'Test Call', policy: TEST_POLICY };
  const programs = await startPrograms({
    environment,
    escalate,
    simulatorArgs: ['--fast', ...faults],
    ...(tracing && { tracing }),
  });
  const connection = await Connection.connect({ address: environment.temporal.address });
  try {
    const client = new Client({ connection, namespace: environment.temporal.namespace });
    const call = simulatedCall(client, await programs.simulator.call());
    await incomingTaken(programs.simulator, call.id);
    await call.result().catch(() => undefined);
    return historyToJSON(await call.history());
  } finally {
    await connection.close();
    await programs.stop();
  }
}
