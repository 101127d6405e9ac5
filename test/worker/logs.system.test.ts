import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { stayWorkflowId } from '../../workflows/contract/call-id.ts';
import { INVITE_PARTICIPANTS } from '../../workflows/contract/names.ts';
import { escalationStartOptions } from '../../workflows/contract/start-options.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { incomingTaken } from '../support/incoming-taken.ts';
import { simulatedCall } from '../support/simulated-call.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import { TEST_POLICY } from '../support/test-policy.ts';
import { foundIn, joinUrlOf, newSecrets, secretCall } from '../workflows/payloads/secret-call.ts';

const secrets = { ...newSecrets(), phone: '+49301234567' };
const { incoming, ...escalate } = secretCall(secrets);
const NAME = secrets.name;

let programs: Programs;
let client: Client;
const lines: Record<'worker' | 'webhook', string[]> = { worker: [], webhook: [] };
const all = () => [...lines.worker, ...lines.webhook];

/** Whatever our programs have to say: calls that end well, badly, and not at all. */
beforeAll(async () => {
  const environment = injectedEnvironment();
  const { meeting, ...rest } = { meeting: { joinUrl: joinUrlOf(secrets) }, ...escalate };
  programs = await startPrograms({
    environment,
    escalate: { ...rest, meeting, policy: TEST_POLICY },
    simulatorArgs: ['--fast'],
    logLevel: 'trace',
    onLine: (program, line) => {
      if (program === 'worker' || program === 'webhook') lines[program].push(line);
    },
  });
  const { address, namespace } = environment.temporal;
  client = new Client({ connection: await Connection.connect({ address }), namespace });
  await escalateAndStay();
  await fail();
  await refuse();
  await programs.simulator.call({ callerKind: 'phone', callerUserId: secrets.phone, callerName: NAME });
  await programs.webhook.line('it turned the phone away', (line) => line.includes('Not escalated'));
  await programs.stop();
}, 120_000);
afterAll(() => client.connection.close());

it('holds one JSON object a line, with time, level and message', () => {
  const entry = z.looseObject({ time: z.number(), level: z.number(), msg: z.string(), program: z.string() });
  expect(all().filter((line) => !entry.safeParse(parse(line)).success)).toEqual([]);
});

it('tells each of them, so that this test would see what is in it', () => {
  const text = all().join('\n');
  for (const told of ['Graph request', 'Events signalled', 'Escalation status', 'PermissionMissing', 'InvalidInput'])
    expect(text).toContain(told);
});

it('holds no name, number, passcode, link or context, and no token, secret or key', () => {
  const { bot } = programs;
  const credentials = { clientSecret: bot.clientSecret, signingKey: bot.callbackSigningKey };
  for (const line of all()) {
    expect(foundIn(Buffer.from(line), secrets), line.slice(0, 600)).toEqual([]);
    for (const secret of [...Object.values(credentials), 'eyJ', '/meet/']) expect(line).not.toContain(secret);
  }
});

it('correlates what is said of a call: by the workflow, the run, the call, and Graph’s request', () => {
  const entries = lines.worker.map(parse).filter((entry) => entry !== undefined);
  const requests = entries.filter(({ msg }) => msg === 'Graph request');
  expect(requests.length).toBeGreaterThan(5);
  for (const entry of requests)
    expect(entry).toMatchObject({
      workflowId: expect.stringMatching(/^(escalation|call)-/) as unknown,
      runId: expect.any(String) as unknown,
      clientRequestId: expect.any(String) as unknown,
      requestId: expect.any(String) as unknown,
    });
  for (const { msg, workflowId } of lines.webhook.map(parse).filter((entry) => entry !== undefined))
    if (msg === 'Events signalled') expect(workflowId).toMatch(/^(escalation|call)-/);
});

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

async function escalateAndStay(): Promise<void> {
  const call = await ring();
  const result = await call.result();
  if (result.outcome !== 'escalated') throw new Error(`Not escalated: ${JSON.stringify(result)}`);
  const stay = client.workflow.getHandle(stayWorkflowId(result.multipartyCallId));
  const colleague = { user: { id: secrets.guest, displayName: NAME } };
  await stay.executeUpdate(INVITE_PARTICIPANTS, { args: [{ participants: [colleague] }] });
  await stay.cancel();
  await stay.result();
}

async function fail(): Promise<void> {
  const body = { error: { code: '7504', message: `No consent for ${NAME}` } };
  await programs.simulator.script([{ request: 'createCall', do: 'reply', status: 403, body, times: 'always' }]);
  await expect((await ring()).result()).rejects.toThrow();
}

/** A wrong input: its fault must not quote what is wrong. */
async function refuse(): Promise<void> {
  const id = 'wrong-input';
  const joinUrl = `https://elsewhere.example.com/meet/${secrets.meeting}?p=${secrets.passcode}`;
  const { workflowId, ...options } = escalationStartOptions({ id, tenantId: 't' });
  const p2pCall = { id, tenantId: 't', state: 'incoming', caller: { user: { id: secrets.caller, displayName: NAME } } };
  const args = [{ p2pCall, meeting: { joinUrl }, context: secrets.context, contxt: 1 }];
  const started = client.workflow.start('escalateCall', { ...options, workflowId, taskQueue: programs.bot.taskQueue, args });
  await expect((await started).result()).rejects.toThrow();
}

async function ring() {
  const call = simulatedCall(client, await programs.simulator.call({ ...incoming, callerName: NAME }));
  await incomingTaken(programs.simulator, call.id);
  return call;
}
