import { describe, expect, it } from 'vitest';
import { resourceErrors } from '../schema/schema.ts';
import { at } from '../testing/at.ts';
import { seedBlocks } from '../testing/seed.ts';
import { SECOND, teamsWith, TENANT } from '../testing/teams-in-virtual-time.ts';
import { DOCUMENT_FORMS } from './forms.ts';
import type { Settings } from './settings.ts';

/** The example of the seed that the simulator plays: from the incoming call on. */
const seed = seedBlocks().notifications;
const played = seed.slice(seed.findIndex(({ value }) => value[0]?.changeType === 'created'));

/** Every notification of one flow, in the seed's order: without the roster at joining, which the seed leaves out. */
function flow(settings: Partial<Settings> = {}, faults: Parameters<typeof teamsWith>[0] = []) {
  const teams = teamsWith(faults, settings);
  const { multiparty, p2p } = teams.upToInvite();
  teams.world.run(5 * SECOND);
  const sent = teams.all.filter(
    ({ kind }, i) => kind !== 'roster' || teams.all.slice(0, i).some((before) => before.kind === 'operation'),
  );
  return { sent, all: teams.all, multiparty, p2p };
}

/** Names and types, all the way down; ids and times differ. Of arrays of modalities only that they are arrays. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'object').map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, shapeOf(inside)]));
}

describe("notifications have the seed's shapes", () => {
  const { sent, multiparty, p2p } = flow(DOCUMENT_FORMS, [{ quirk: 'rosterUnderP2P' }]);

  it('as many, in its order', () => {
    expect(played.length).toBe(9);
    expect(sent.length).toBe(9);
  });

  it.each(sent.map(({ kind, body }, i) => ({ kind, body, example: played[i] })))('$kind', ({ body, example }) => {
    expect(shapeOf(body.value)).toEqual(shapeOf(example?.value));
    expect(body['@odata.type']).toBe('microsoft.graph.commsNotifications');
  });

  it('states, change types and paths are the same', () => {
    const told = (body: unknown) =>
      JSON.stringify(body)
        .match(/"(changeType|state|status|terminationReason|resourceUrl|@odata\.type)":"[^"]*"/g)
        ?.map((text) =>
          text.replace(/([0-9A-F]{32})/g, (id) =>
            id === p2p || id.startsWith('57DAB') ? 'P' : id === multiparty || id.startsWith('90ED') ? 'M' : 'id',
          ),
        )
        .toSorted();
    expect(sent.map(({ body }) => told(body.value))).toEqual(played.map(({ value }) => told(value)));
  });
});

describe("notifications have the field's forms, unless told otherwise", () => {
  const { all, p2p, multiparty } = flow();

  it('ids are GUIDs with dashes, and both paths are there', () => {
    for (const id of [p2p, multiparty]) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const { body } of all) {
      const path = String(at(body, 'value', 0, 'resource')).replace('/app/', '/communications/');
      expect(at(body, 'value', 0, 'resourceUrl')).toBe(path);
    }
  });

  it('no @odata.id and no etag; an id in whatever but updates of a call', () => {
    expect(JSON.stringify(all)).not.toMatch(/@odata\.(id|etag)/);
    const named = all.flatMap(({ kind, body }) =>
      [at(body, 'value', 0, 'resourceData')].flat().map((data) => [kind, at(data, 'id')]),
    );
    expect(named.filter(([, id]) => id !== undefined).map(([kind]) => kind)).toEqual([
      'incoming',
      'roster',
      'operation',
      'roster',
      'roster',
    ]);
    expect(named[0]).toEqual(['incoming', p2p]);
  });

  it('an id in updates of a call, where wanted', () => {
    const established = flow({ dataForm: 'id' }).all.find(({ kind }) => kind === 'p2p established');
    expect(at(established?.body, 'value', 0, 'resourceData', 'id')).toBe(established?.callId);
  });
});

describe('notifications, in the other forms on record', () => {
  it.each([
    ['resourceUrl', false, true],
    ['resource', true, false],
    ['both', true, true],
  ] as const)('%s', (resourceForm, resource, resourceUrl) => {
    const text = JSON.stringify(flow({ resourceForm }).all);
    expect([text.includes('"resource":"/app/calls/'), text.includes('"resourceUrl":"/communications/calls/')]).toEqual([
      resource,
      resourceUrl,
    ]);
  });

  it('ids in lower case with dashes', () => {
    expect(flow({ idForm: 'guid' }).p2p).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(flow({ idForm: 'upper' }).p2p).toMatch(/^[0-9A-F]{32}$/);
  });

  it("the roster under the multiparty call's own path", () => {
    const { sent, multiparty } = flow();
    expect(JSON.stringify(sent.find(({ kind }) => kind === 'roster')?.body)).toContain(
      `/communications/calls/${multiparty}/participants"`,
    );
  });

  it("today's participants and deltas pass the schema", () => {
    const roster = flow({ rosterForm: 'full' }).sent.find(({ kind }) => kind === 'roster');
    const participants = itemsOf(roster?.body);
    expect(participants.length).toBe(2);
    for (const participant of participants) expect(resourceErrors(participant)).toEqual([]);

    const teams = teamsWith();
    const { callId } = teams.create({ callOptions: { isDeltaRosterEnabled: true } });
    teams.world.run(SECOND);
    teams.invite(callId);
    teams.world.run(3 * SECOND);
    const [delta] = itemsOf(teams.all.at(-1)?.body);
    expect(resourceErrors(delta)).toEqual([]);
    expect(delta).toMatchObject({
      '@odata.type': '#microsoft.graph.deltaParticipants',
      sequenceNumber: 2,
      participants: [{ isInLobby: false }],
    });
  });

  it('users listed under application', () => {
    const roster = flow({}, [{ quirk: 'userUnderApplication' }]).sent.find(({ kind }) => kind === 'roster');
    expect(JSON.stringify(roster?.body)).not.toContain('"user"');
  });

  it('a legacy first notification, which the Graph form follows', () => {
    const teams = teamsWith([{ quirk: 'legacyFirstNotification' }]);
    teams.call();
    teams.world.run(SECOND);
    expect(teams.all.map(({ body }) => 'value' in body)).toEqual([false, true]);
    expect(teams.all[0]?.body).toMatchObject({ callState: 'incoming', tenantId: TENANT });
  });
});

function itemsOf(body: unknown): unknown[] {
  const items = at(body, 'value', 0, 'resourceData');
  return Array.isArray(items) ? items : [];
}
