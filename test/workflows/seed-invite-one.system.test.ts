import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteClientContext } from '../../workflows/contract/call-id.ts';
import { DOCUMENT_FORMS } from '../graph-simulator/model/forms.ts';
import { at } from '../graph-simulator/testing/at.ts';
import { fixtureItems } from '../notifications/fixtures.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { HEIDI } from '../support/seed-people.ts';
import { startSystem, type System } from '../support/system.ts';
import { type OtherCall, type OtherCalls, otherCalls, type StartedInvite } from './invite-to-call/other-calls.ts';
import { differences } from './invite-to-call/paths-of.ts';
import { inviteOfSeed } from './invite-to-call/invite-of-seed.ts';

let system: System;
let others: OtherCalls;
let call: OtherCall;
let started: StartedInvite;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: DOCUMENT_FORMS });
  others = otherCalls(system);
  call = await others.call();
  // No deadline is to decide, however busy the machine is.
  started = await call.invite([HEIDI], { policy: { inviteWithin: 30_000, replaceWithin: 30_000 } });
  await started.result();
});
afterAll(async () => {
  await others.close();
  await system.stop();
});

describe("the seed's first example: invite one participant to an existing multiparty call", () => {
  it('ends with the participant in the call, as rosters show', async () => {
    const { timeline: _, ...result } = await started.result();
    expect(result).toEqual({ callId: call.id, people: [{ user: { id: HEIDI.user.id }, outcome: 'joined' }] });
    const [meeting] = system.simulator.record().meetings;
    expect(meeting?.participants.map(({ identity }) => identity.id)).toContain(HEIDI.user.id);
  });

  it("sends the seed's request, once, as Graph's schema has it today", () => {
    const [invite, ...more] = call.invites();
    expect(more).toEqual([]);
    expect(invite).toMatchObject({ method: 'POST', path: `/v1.0/communications/calls/${call.id}/participants/invite` });
    expect(invite).not.toHaveProperty('violations');
    const seed = inviteOfSeed(0);
    expect(differences(invite?.body, seed)).toEqual({
      onlyOurs: ['participants[].@odata.type', 'participants[].identity.@odata.type'],
      // Graph's type has no endpoint type, language and region any more. The name Graph knows by itself: what is not sent cannot leak.
      onlySeeds: [
        'participants[].endpointType',
        'participants[].identity.user.displayName',
        'participants[].languageId',
        'participants[].region',
      ],
    });
    const { displayName: _, ...user } = HEIDI.user;
    expect(at(invite?.body, 'participants', 0, 'identity', 'user')).toEqual(user);
    expect(at(seed, 'participants', 0, 'identity', 'user')).toEqual(HEIDI.user);
  });

  it("names the operation, and gets the seed's response", () => {
    const [invite] = call.invites();
    const clientContext = inviteClientContext(started.workflowId, 1);
    expect(at(invite?.body, 'clientContext')).toBe(clientContext);
    // Graph writes the status in either case: `running` here, `Running` in the third example.
    expect(invite?.reply).toMatchObject({
      status: 200,
      body: { clientContext, status: 'Running', id: call.operations()[0]?.id },
    });
  });

  it("is told with the seed's notifications, in its order, at the address that the other service gave", () => {
    const [operation, roster, ...more] = call.notifications();
    expect([operation?.kind, roster?.kind, more]).toEqual(['operation', 'roster', []]);
    for (const sent of [operation, roster]) {
      expect(sent?.url).toBe(`${system.places.webhook}/api/calls`);
      expect(sent?.attempts.map(({ status }) => status)).toEqual([202]);
    }
    const seeds = (name: string) => ({ value: fixtureItems(`seed/invite-one-${name}`) });
    const { '@odata.type': _, ...operationBody } = operation?.body ?? {};
    expect(differences(operationBody, seeds('1-operation-completed'))).toEqual({ onlyOurs: [], onlySeeds: [] });
    expect(at(operationBody, 'value', 0, 'resourceData', 'clientContext')).toBe(inviteClientContext(started.workflowId, 1));
    const { '@odata.type': __, ...rosterBody } = roster?.body ?? {};
    // The simulator writes participants as the third example does: with region and language of the identity.
    const info = 'value[].resourceData[].info';
    const ofIdentity = (kind: string) => [`${info}.identity.${kind}.languageId`, `${info}.identity.${kind}.region`];
    expect(differences(rosterBody, seeds('2-roster'))).toEqual({
      onlyOurs: [`${info}.@odata.type`, ...ofIdentity('application'), ...ofIdentity('user')],
      onlySeeds: [`${info}.languageId`, `${info}.region`, 'value[].resourceData[].mediaStreams[].serverMuted'],
    });
  });

  it('lives by probes where the rosters go to the other service, and hangs nothing up', () => {
    expect(call.requests().map(({ kind }) => kind)).not.toContain('delete');
    expect(system.simulator.record().legs.map(({ id, alive }) => [id, alive])).toEqual([[call.id, true]]);
  });
});
