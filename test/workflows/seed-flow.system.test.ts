import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENT_FORMS } from '../graph-simulator/model/forms.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { PATIENT_POLICY } from '../support/patient-policy.ts';
import { startSystem, type System } from '../support/system.ts';
import { type Ran, runCall } from './run-call.ts';

let system: System;
let ran: Ran;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: DOCUMENT_FORMS });
  // No probe, and no deadline that ends in one: what Graph reports by itself must be enough.
  ran = await runCall(system, [], { policy: { ...PATIENT_POLICY, probeAfter: 120_000 } });
  await ran.result();
});
afterAll(() => system.stop());

describe("the seed's flow", () => {
  it('ends with the caller in the multiparty call', async () => {
    const [p2p, multiparty] = ran.legs();
    expect(await ran.result()).toMatchObject({ outcome: 'escalated', p2pCallId: p2p?.id, multipartyCallId: multiparty?.id });
    expect(await ran.result()).not.toHaveProperty('unconfirmed');
    expect(system.simulator.record().meetings[0]?.participants.map(({ identity }) => identity.id)).toContain(p2p?.callerUserId);
  });

  it('sends one answer, one create, one invite, one hang-up, in this order, and nothing else', () => {
    const sent = ran.requests().filter(({ kind }) => kind !== 'token');
    expect(sent.map(({ kind }) => kind)).toEqual(['answer', 'createCall', 'invite', 'delete']);
    expect(sent.every(({ processed }) => processed)).toBe(true);
  });

  it('leaves nothing alive', () => {
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it("sends bodies that Graph's own schema takes, with an address of their own for each leg", () => {
    expect(ran.requests().flatMap(({ violations = [] }) => violations)).toEqual([]);
    const addresses = ran.legs().map(({ callbackUri }) => callbackUri);
    expect(new Set(addresses).size).toBe(2);
    expect(addresses.every((address) => /\/api\/calls\/[\w.-]{1,200}$/.test(address))).toBe(true);
  });

  it('replaces the P2P call by the invite of exactly its caller', () => {
    const invite = ran.requests().find(({ kind }) => kind === 'invite');
    const [p2p] = ran.legs();
    expect(invite?.body).toMatchObject({
      participants: [{ identity: { user: { id: p2p?.callerUserId } }, replacesCallId: p2p?.id }],
    });
  });

  it('writes at most 40 history events, and 4 for each notification body that was delivered', async () => {
    const { events } = await ran.call.history();
    const bodies = ran.notifications().filter(({ fate }) => fate === 'delivered').length;
    expect(events?.length).toBeLessThanOrEqual(40 + 4 * bodies);
  });

  it('tells the story: timeline, query, search attributes', async () => {
    const { timeline } = await ran.result();
    const steps = timeline.map(({ what }) => what);
    const inOrder = [
      'Answering the P2P call',
      'P2P call is established',
      'Creating multiparty leg 1',
      'Multiparty leg 1 is established',
      'Inviting the caller, replacing the P2P call (attempt 1)',
      'Hanging up the multiparty leg 1',
      'Multiparty leg 1 has ended',
    ];
    expect(steps.filter((step) => inOrder.includes(step))).toEqual(inOrder);
    expect(steps).toEqual(
      expect.arrayContaining(['Invite operation completed', 'Caller is in the multiparty call', 'P2P call has ended']),
    );
    expect(await ran.call.snapshot()).toMatchObject({
      status: 'escalated',
      p2pCall: { state: 'terminated' },
      multipartyCall: { state: 'terminated', attempt: 1 },
    });
    const { typedSearchAttributes } = await ran.call.handle.describe();
    const written = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    const [p2p, multiparty] = ran.legs();
    expect(written).toMatchObject({
      EscalationStatus: 'escalated',
      P2PCallId: p2p?.id,
      CallTenantId: p2p?.tenantId,
      MultipartyCallId: multiparty?.id,
    });
  });

  it('gives each activity and timer a summary, and no name of a person anywhere', async () => {
    const { events = [] } = await ran.call.history();
    const scheduled = events?.filter((event) => event.activityTaskScheduledEventAttributes ?? event.timerStartedEventAttributes);
    expect(scheduled?.length).toBeGreaterThan(3);
    for (const event of scheduled ?? []) expect(event.userMetadata?.summary?.data?.length).toBeGreaterThan(0);
    expect(Buffer.from(JSON.stringify(events)).toString()).not.toContain('Test User');
  });
});
