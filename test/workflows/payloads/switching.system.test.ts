import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEscalationClient } from '../../../workflows/client/escalation-client.ts';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { CALL, REMOVE_PARTICIPANT } from '../../../workflows/contract/names.ts';
import type { StaySnapshot } from '../../../workflows/contract/stay.ts';
import { payloadKeysSchema } from '../../../workflows/payloads/payload-keys-schema.ts';
import { readDataConverter } from '../../../workflows/payloads/read-data-converter.ts';
import { createWorkerDataConverter } from '../../../workflows/payloads/data-converter.ts';
import { replayHistory } from '../../histories/replay-history.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { startWorkerHere } from '../../support/worker-here.ts';
import { newKeys } from './new-keys.ts';

const [K1, K2] = [newKeys('k1'), newKeys('k2')];
const environment = injectedEnvironment();
const converterOf = (keys: string) => readDataConverter('client', { PAYLOAD_KEYS: keys });

/** Somebody whose call the other service has taken. */
const p2pCall = (id: string) => ({ id, tenantId: 'tenant', state: 'established', caller: { user: { id: 'caller' } } }) as const;
const meeting = { joinMeetingId: '2876210953' };

describe('a worker with keys', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ environment, payloadKeys: K1 });
  });
  afterAll(() => system.stop());

  it('refuses a starter without: the run fails at once, and says what to do', async () => {
    const { connection, options } = system.client;
    const plain = createEscalationClient(new Client({ connection, namespace: options.namespace }), system.bot.taskQueue);
    const { workflowId } = await plain.start({ p2pCall: p2pCall('in-clear'), meeting, context: 'c' });
    const failed = system.client.workflow.getHandle(workflowId).result();
    const why = /sent in clear.*PAYLOAD_PLAIN=refuse.*Give the program that sent it the PAYLOAD_KEYS/;
    await expect(failed).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringMatching(why) as unknown },
    });
  });

  it('refuses an update of one without, and goes on', async () => {
    const call = await system.call({ afterwards: 'stay' });
    const result = await call.result();
    if (result.outcome !== 'escalated') throw new Error('Not escalated');
    const workflowId = stayWorkflowId(result.multipartyCallId);
    const { connection, options } = system.client;
    const plain = new Client({ connection, namespace: options.namespace }).workflow.getHandle(workflowId);
    const update = plain.executeUpdate(REMOVE_PARTICIPANT, { args: [{ user: { id: call.callerUserId } }] });
    await expect(update).rejects.toThrow();
    const stay = system.client.workflow.getHandle(workflowId);
    expect(await stay.query<StaySnapshot>(CALL)).toMatchObject({ status: 'staying', people: { length: 1 } });
    // A refused update may leave an empty workflow task, which is the server's to decide.
    const { events } = await stay.fetchHistory();
    expect(events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
    await stay.cancel();
    await stay.result();
  });
});

describe('while the keys are brought in', () => {
  it('PAYLOAD_PLAIN=allow lets starters without keys through, and a run that began in clear ends well', async () => {
    const system = await startSystem({ environment, worker: false });
    const call = await system.call();
    const worker = await startWorkerHere(environment, { ...system.bot, payloadKeys: K1, payloadPlain: 'allow' }, system.places);
    const { connection, options } = system.client;
    const client = new Client({ connection, namespace: options.namespace, dataConverter: converterOf(K1) });
    expect(await client.workflow.getHandle(call.workflowId).result()).toMatchObject({ outcome: 'escalated' });
    // What the worker has encrypted, a starter without keys cannot read, and is told why.
    await expect(call.result()).rejects.toThrow('PAYLOAD_KEYS is not set for this program');
    await worker.stop();
    await system.stop();
  });
});

describe('a key is replaced', () => {
  it('the old one is read, the new one written; a worker without the run’s key leaves it as it is', async () => {
    const system = await startSystem({ environment, worker: false, payloadKeys: K1 });
    const call = await system.call({ context: 'c' });
    const { bot, places, client } = system;
    const early = await startWorkerHere(environment, { ...bot, payloadKeys: K2 }, places);
    const why = await firstTaskFailure(client, call.workflowId, K2);
    expect(why).toMatch(/under the key \\"k1\\", but PAYLOAD_KEYS of this program has \\"k2\\" only/);
    await early.stop();

    const worker = await startWorkerHere(environment, { ...bot, payloadKeys: `${K2},${K1}` }, places);
    const both = new Client({ ...client.options, connection: client.connection, dataConverter: converterOf(`${K1},${K2}`) });
    expect(await both.workflow.getHandle(call.workflowId).result()).toMatchObject({ context: 'c' });
    await worker.stop();
    await system.stop();
  });
});

describe('histories', () => {
  it('of a worker with keys and of one without are replayed, with keys and without', async () => {
    const refusing = createWorkerDataConverter({ payloadKeys: payloadKeysSchema.parse(K1), payloadPlain: 'refuse' });
    const code = { codePath: environment.workflowBundle };
    for (const payloadKeys of [undefined, K1]) {
      const system = await startSystem({ environment, ...(payloadKeys !== undefined && { payloadKeys }) });
      const call = await system.call({ context: 'c' });
      await call.result();
      const json: unknown = JSON.parse(historyToJSON(await call.history()));
      await replayHistory(json, code, converterOf(`${K2},${K1}`));
      await replayHistory(json, code, { payloadCodecs: refusing.payloadCodecs ?? [] });
      if (payloadKeys === undefined) await replayHistory(json, code);
      else await expect(replayHistory(json, code, converterOf(K2))).rejects.toThrow(/under the key \\"k1\\"/);
      await system.stop();
    }
  });
});

/** As somebody with the worker's key reads it. */
async function firstTaskFailure(client: Client, workflowId: string, keys: string): Promise<string> {
  const [codec] = converterOf(keys).payloadCodecs ?? [];
  for (let tries = 0; tries < 100; tries++) {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const failed = events?.find(({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes);
    const encoded = failed?.workflowTaskFailedEventAttributes?.failure?.encodedAttributes;
    if (encoded) return String((await codec?.decode([encoded]))?.map(({ data }) => Buffer.from(data ?? []).toString()));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No task failed');
}
