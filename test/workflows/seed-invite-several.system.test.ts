import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteClientContext } from '../../workflows/contract/call-id.ts';
import { DOCUMENT_FORMS } from '../graph-simulator/model/forms.ts';
import { at } from '../graph-simulator/testing/at.ts';
import { fixtureItems } from '../notifications/fixtures.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { CLARK, HEIDI } from '../support/seed-people.ts';
import { startSystem, type System } from '../support/system.ts';
import { type OtherCall, type OtherCalls, otherCalls, type StartedInvite } from './invite-to-call/other-calls.ts';
import { differences } from './invite-to-call/paths-of.ts';
import { inviteOfSeed } from './invite-to-call/invite-of-seed.ts';

let system: System;
let others: OtherCalls;
let call: OtherCall;
let started: StartedInvite;

beforeAll(async () => {
  // Participants of this example have more properties than those of the others.
  system = await startSystem({ environment: injectedEnvironment(), simulator: { ...DOCUMENT_FORMS, rosterForm: 'full' } });
  others = otherCalls(system);
  call = await others.call();
  // No deadline is to decide, however busy the machine is.
  started = await call.invite([HEIDI, CLARK], { policy: { inviteWithin: 30_000, replaceWithin: 30_000 } });
  await started.result();
});
afterAll(async () => {
  await others.close();
  await system.stop();
});

describe("the seed's second example: invite multiple participants to an existing multiparty call", () => {
  it('ends with both in the call, as rosters show', async () => {
    const { timeline: _, ...result } = await started.result();
    const joined = [HEIDI, CLARK].map(({ user: { id } }) => ({ user: { id }, outcome: 'joined' }));
    expect(result).toEqual({ callId: call.id, people: joined });
    const [meeting] = system.simulator.record().meetings;
    const inside = meeting?.participants.map(({ identity }) => identity.id);
    expect(inside).toEqual(expect.arrayContaining([HEIDI.user.id, CLARK.user.id]));
  });

  it("sends the seed's request: both in one, for the call has chatInfo", () => {
    const [invite, ...more] = call.invites();
    expect(more).toEqual([]);
    expect(invite).not.toHaveProperty('violations');
    const seed = inviteOfSeed(1);
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
    for (const [i, { user }] of [HEIDI, CLARK].entries()) {
      const { displayName: _, ...sent } = user;
      expect(at(invite?.body, 'participants', i, 'identity', 'user')).toEqual(sent);
      expect(at(seed, 'participants', i, 'identity', 'user')).toEqual(user);
    }
    expect(at(invite?.body, 'clientContext')).toBe(inviteClientContext(started.workflowId, 1));
  });

  it("is told of one operation, as the seed's notification has it", () => {
    const operations = call.notifications().filter(({ kind }) => kind === 'operation');
    expect(operations.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual([[202]]);
    const value = at(operations[0]?.body, 'value');
    const seeds = { value: fixtureItems('seed/invite-several-1-operation-completed') };
    expect(differences({ value }, seeds)).toEqual({ onlyOurs: [], onlySeeds: [] });
    expect(at(value, 0, 'resourceData', 'clientContext')).toBe(inviteClientContext(started.workflowId, 1));
  });

  it("is told of both by rosters, which say what the seed's says", () => {
    const roster = call.notifications().findLast(({ kind }) => kind === 'roster');
    const participants = at(roster?.body, 'value', 0, 'resourceData');
    const ids = [0, 1, 2].map((i) => at(participants, i, 'info', 'identity', 'user', 'id'));
    expect(ids).toEqual(expect.arrayContaining([HEIDI.user.id, CLARK.user.id]));
    const info = 'value[].resourceData[].info';
    const { onlyOurs, onlySeeds } = differences(
      { value: at(roster?.body, 'value') },
      { value: fixtureItems('seed/invite-several-2-roster') },
    );
    // The seed's roster is without the bot, and has region and language beside the user instead of beside the identity.
    expect(onlySeeds).toEqual([`${info}.identity.languageId`, `${info}.identity.region`]);
    expect(onlyOurs.filter((path) => !path.startsWith(`${info}.identity.application.`))).toEqual([
      `${info}.languageId`,
      `${info}.region`,
      'value[].resourceData[].mediaStreams[].label',
      'value[].resourceData[].rosterSequenceNumber',
    ]);
  });
});
