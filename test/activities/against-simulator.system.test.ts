import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import type { CallActivities } from '../../workflows/contract/activities.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import type { GraphSimulator } from '../graph-simulator/graph-simulator.ts';
import { startGraphSimulator } from '../graph-simulator/start-graph-simulator.ts';
import { certificateOf } from '../support/certificate-of.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { newBot } from '../support/environment.ts';
import { activityEnvironment } from './activity-bench.ts';

const RUN = '01a205f5-6e6d-7033-a5b4-991fc438f438';
const tenantId = randomUUID();
const caller = { user: { id: randomUUID() } };
const bot = newBot();

let simulator: GraphSimulator;
let activities: CallActivities;
let multiparty = '';

/** Over TLS, with MSAL's own tokens; nobody listens at the callback addresses. */
beforeAll(async () => {
  const { applicationId, clientSecret, callbackSigningKey } = bot;
  const certificate = await certificateOf(injectedEnvironment().certificate);
  const botAddress = 'https://localhost:1/api/calls';
  simulator = await startGraphSimulator({ applicationId, clientSecret, certificate, botAddress, timings: FAST_TIMINGS });
  activities = createActivities({
    applicationId,
    credential: { kind: 'secret', secret: clientSecret },
    authorityHost: simulator.authorityHost,
    graphBaseUrl: simulator.graphBaseUrl,
    callbackBaseUrl: 'https://localhost:1',
    callbackSigningKeys: [callbackSigningKey],
    multipartyMedia: 'auto',
  });
});
afterAll(() => simulator.stop());

/** Runs one as the worker would, for the escalation of a call. */
function run<R>(activity: () => Promise<R>): Promise<R> {
  return activityEnvironment({ workflowExecution: { workflowId: 'escalation-1', runId: RUN } }).run(activity);
}

const stateOf = (id: string) => simulator.record().legs.find((leg) => leg.id === id)?.state;

describe('each activity against the simulator', () => {
  let p2p = '';

  it('answer: the P2P leg is established', async () => {
    p2p = simulator.call({ tenantId, callerUserId: caller.user.id });
    const request = { callId: p2p, tenantId, run: RUN, acceptedModalities: ['audio' as const], preFetchMedia: [] };
    expect(await run(() => activities.answer(request))).toMatchObject([{ type: 'call', callId: p2p, state: 'establishing' }]);
    await simulator.waitFor('the P2P leg', () => stateOf(p2p) === 'established');
  });

  it('createCall: a leg of our own in the meeting', async () => {
    const meeting = { kind: 'joinMeetingId' as const, joinMeetingId: '123456789' };
    const [created] = await run(() => activities.createCall({ run: RUN, attempt: 1, tenantId, meeting, mediaForm: 'preferred' }));
    expect(created).toMatchObject({ type: 'call', state: 'establishing', leg: { kind: 'multiparty', run: RUN, attempt: 1 } });
    multiparty = created?.callId ?? '';
    await simulator.waitFor('the multiparty leg', () => stateOf(multiparty) === 'established');
  });

  it('invite: the operation runs, and the caller is moved', async () => {
    const request = {
      callId: multiparty,
      tenantId,
      participants: [{ ...caller, replaces: { callId: p2p, form: 'bare' as const } }],
      clientContext: 'invite-1',
    };
    expect(await run(() => activities.invite(request))).toMatchObject([
      { type: 'operation', status: 'running', clientContext: 'invite-1' },
    ]);
    await simulator.waitFor('the P2P leg to be replaced', () => stateOf(p2p) === 'terminated');
  });

  it('probe: the P2P leg is missing, the multiparty leg lives, the caller is in its roster', async () => {
    const calls = [
      { callId: p2p, tenantId, roster: false },
      { callId: multiparty, tenantId, roster: true },
    ];
    const events = await run(() => activities.probe({ calls }));
    expect(events.find(({ callId }) => callId === p2p)).toMatchObject({ type: 'callMissing' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'call', callId: multiparty, state: 'established' }));
    const roster = events.find(({ type }) => type === 'roster');
    expect(JSON.stringify(roster)).toContain(caller.user.id);
  });

  it('keepAlive: the call lives, and news of it comes after an hour', async () => {
    const request = { callId: multiparty, tenantId, every: 600_000, people: [caller.user.id] };
    const inTry = (scheduledTimestampMs: number) =>
      activityEnvironment({ scheduledTimestampMs }).run(() => activities.keepAlive(request));
    await expect(inTry(Date.now())).rejects.toMatchObject({ type: 'StillAlive', nextRetryDelay: 600_000 });
    await expect(inTry(Date.now() - 3_600_000)).resolves.toMatchObject([{ type: 'call', callId: multiparty }]);
  });

  it('hangUp: our leg ends, and a second time it is missing', async () => {
    expect(await run(() => activities.hangUp({ callId: multiparty, tenantId }))).toEqual([]);
    await simulator.waitFor('the multiparty leg to end', () => stateOf(multiparty) === 'terminated');
    expect(await run(() => activities.hangUp({ callId: multiparty, tenantId }))).toMatchObject([{ type: 'callMissing' }]);
  });

  it('keepAlive: the call is missing', async () => {
    const request = { callId: multiparty, tenantId, every: 600_000 };
    await expect(run(() => activities.keepAlive(request))).resolves.toMatchObject([{ type: 'callMissing' }]);
  });

  it("sends nothing that Graph's schema refuses", () => {
    expect(simulator.record().requests.flatMap(({ violations = [] }) => violations)).toEqual([]);
  });
});
