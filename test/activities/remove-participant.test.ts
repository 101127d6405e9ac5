import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRemoveParticipant } from '../../activities/remove-participant.ts';
import { activityEnvironment, depsFor } from './activity-bench.ts';
import { type ScriptedServer, startScriptedServer } from './graph/client/scripted-server.ts';

let graph: ScriptedServer;
let status: number;

beforeEach(async () => {
  graph = await startScriptedServer((response) => {
    const error = { error: { code: status === 403 ? '7504' : '8522', message: 'No.' } };
    if (status === 0) response.destroy();
    else response.writeHead(status).end(status < 300 ? '' : JSON.stringify(error));
  });
});
afterEach(() => graph.close());

const request = { callId: 'M', tenantId: 'T', participantId: 'p/1' };
const remove = (attempt = 1) => activityEnvironment({ attempt }).run(createRemoveParticipant(depsFor(graph.url)), request);

describe('a participant', () => {
  it('is removed by a DELETE under the id of the participant', async () => {
    status = 204;
    await expect(remove()).resolves.toEqual({ removed: true });
    expect(graph.requests).toMatchObject([
      {
        method: 'DELETE',
        path: '/communications/calls/M/participants/p%2F1',
        headers: { authorization: 'Bearer token-of-T' },
      },
    ]);
  });

  it('who is not there was not removed by us', async () => {
    status = 404;
    await expect(remove()).resolves.toMatchObject({ removed: false, resultInfo: { code: 404, subcode: 8522 } });
  });

  it('who is gone after a try whose response was lost was removed by it', async () => {
    status = 404;
    await expect(remove(2)).resolves.toEqual({ removed: true });
  });

  it('whom the tenant does not let the bot remove stays: an answer, no failure', async () => {
    status = 403;
    await expect(remove()).resolves.toMatchObject({ removed: false, resultInfo: { code: 403, subcode: 7504 } });
    await expect(remove(2)).resolves.toMatchObject({ removed: false });
  });

  it.each([
    [500, 'OutcomeUnknown', false],
    [0, 'OutcomeUnknown', false],
    [503, 'NotProcessed', false],
    [400, 'RequestRejected', true],
  ])('is tried again after %d, or not: %s', async (said, type, nonRetryable) => {
    status = said;
    await expect(remove()).rejects.toMatchObject({ type, nonRetryable });
  });
});
