import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import { readDataConverter } from '../../../workflows/payloads/read-data-converter.ts';
import { type CollectorStub, startCollectorStub } from '../../support/collector-stub.ts';
import { incomingTaken } from '../../support/incoming-taken.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { type SimulatedCall, simulatedCall } from '../../support/simulated-call.ts';
import { type Programs, startPrograms } from '../../support/start-programs.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';
import { environmentFor, escalateProgram } from '../../workflows/client/escalate-program.ts';
import { joinUrlOf, type Secrets, secretCall } from '../../workflows/payloads/secret-call.ts';

/** What was called, with programs that have ended since, and what they sent to the collector. */
export interface TracedCalls {
  collector: CollectorStub;
  programs: Programs;
  /** Escalated, and handed over to a stay. */
  call: SimulatedCall;
  /** The workflow id of one that was started from a shell. */
  startedFromShell: string;
  close(): Promise<void>;
}

/**
 * A call that is escalated and goes on as a stay, one that Graph refuses with a name in its words, one that is started from a shell. Then
 * the programs are told to end, and send what is in no batch yet.
 */
export async function traceCalls(secrets: Secrets, payloadKeys: string): Promise<TracedCalls> {
  const environment = injectedEnvironment();
  const collector = await startCollectorStub();
  const { incoming, ...options } = secretCall(secrets);
  const programs = await startPrograms({
    environment,
    escalate: { ...options, meeting: { joinUrl: joinUrlOf(secrets) }, policy: TEST_POLICY },
    simulatorArgs: ['--fast'],
    payloadKeys,
    tracing: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  const { address, namespace } = environment.temporal;
  const dataConverter = readDataConverter('client', { PAYLOAD_KEYS: payloadKeys });
  const client = new Client({ connection: await Connection.connect({ address }), namespace, dataConverter });
  const ring = async () => {
    const rung = simulatedCall(client, await programs.simulator.call({ ...incoming, callerName: secrets.name }));
    await incomingTaken(programs.simulator, rung.id);
    return rung;
  };
  const call = await ring();
  await endStayOf(client, call);
  const startedFromShell = await startFromShell(programs, { collector, payloadKeys, secrets });
  const body = { error: { code: '7504', message: `No consent for ${secrets.name}` } };
  await programs.simulator.script([{ request: 'createCall', do: 'reply', status: 403, body, times: 'always' }]);
  await (await ring()).result().catch(() => undefined);
  await Promise.all([programs.worker.stop(), programs.webhook.stop()]);
  await programs.stop();
  return {
    collector,
    programs,
    call,
    startedFromShell,
    close: async () => {
      await client.connection.close();
      await collector.stop();
    },
  };
}

async function endStayOf(client: Client, call: SimulatedCall): Promise<void> {
  const result = await call.result();
  if (result.outcome !== 'escalated' || !result.stayingIn) throw new Error(`Not handed over: ${JSON.stringify(result)}`);
  const stay = client.workflow.getHandle(result.stayingIn.workflowId);
  await stay.cancel();
  await stay.result();
}

/** A call that Graph does not know: however its escalation ends. */
async function startFromShell(
  { bot }: Programs,
  { collector, payloadKeys, secrets }: { collector: CollectorStub; payloadKeys: string; secrets: Secrets },
): Promise<string> {
  const id = randomUUID();
  const p2pCall = { id, tenantId: randomUUID(), state: 'established', caller: { user: { id: secrets.caller } } };
  const input = { p2pCall, meeting: { joinUrl: joinUrlOf(secrets) }, policy: TEST_POLICY };
  const { address, namespace } = injectedEnvironment().temporal;
  const env = {
    ...environmentFor({ address, namespace, taskQueue: bot.taskQueue }),
    PAYLOAD_KEYS: payloadKeys,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  };
  const { out, complaints } = await escalateProgram(['start', '--input', '-', '--wait'], { env, stdin: JSON.stringify(input) });
  const workflowId = escalationWorkflowId(id);
  if (!out.includes(workflowId)) throw new Error(`Not started: ${complaints}`);
  return workflowId;
}
