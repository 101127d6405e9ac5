import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { notification, P2P, ROUTE } from './raw-socket-client.ts';
import { everyShape, type Shape } from './every-shape.ts';
import { createWebhookBench, type WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
let path: string;
beforeAll(async () => {
  bench = await createWebhookBench();
  path = `/api/calls/${await bench.address(ROUTE)}`;
});
beforeEach(() => {
  bench.sent.length = 0;
  bench.lines.length = 0;
  bench.temporal.signal = ['stored'];
});

const post = async (value: unknown[], url = path, envelope: object = {}) =>
  (await bench.post(url, { ...envelope, value }, { 'content-type': 'application/json' })).statusCode;
const delivered = () => bench.sent.flatMap((sent): readonly CallEvent[] => (sent.what === 'signal' ? sent.events : []));

const ENVELOPES = [
  {},
  { '@odata.type': '#microsoft.graph.commsNotifications' },
  { '@odata.type': 'microsoft.graph.commsNotifications', '@odata.context': 'x' },
];

describe('every shape of Graph §5, in every way of writing it,', () => {
  const shapes = everyShape();

  // One batch is enough to see that it does not matter what else an envelope says.
  it.each(ENVELOPES)('says the same through the webhook, in batches (%j)', async (envelope) => {
    const missed: Shape[] = [];
    const until = envelope === ENVELOPES[0] ? shapes.length : 300;
    for (let from = 0; from < until; from += 300) {
      const batch = shapes.slice(from, from + 300);
      bench.sent.length = 0;
      expect(
        await post(
          batch.map(({ item }) => item),
          path,
          envelope,
        ),
      ).toBe(202);
      const says = batch.flatMap((shape) => shape.says);
      if (JSON.stringify(delivered().map(sorted)) !== JSON.stringify(says.map(sorted))) missed.push(...batch);
    }
    expect(missed.length > 0 && (await firstMissed(missed))).toBe(false);
  });

  it('reaches no log with a name in it', async () => {
    await post(shapes.slice(0, 300).map(({ item }) => item));
    expect(bench.lines.join()).not.toContain('Heidi');
    expect(JSON.stringify(bench.sent)).not.toContain('Heidi');
  });
});

/** Of a batch that went wrong the first item that does so by itself, with what was made of it. */
async function firstMissed(shapes: Shape[]): Promise<unknown> {
  for (const { item, says } of shapes) {
    bench.sent.length = 0;
    await post([item]);
    const said = delivered().map(sorted);
    if (JSON.stringify(said) !== JSON.stringify(says.map(sorted))) return { item, says, said };
  }
  return 'only all together';
}

/** Without what depends on the moment and the address, and in an order of its own. */
function sorted(event: object): object {
  const told = Object.entries(event).filter(([field]) => field !== 'at' && field !== 'leg');
  return Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** With all the fields that Graph gives a participant. */
const participant = (n: number) => ({
  '@odata.type': '#microsoft.graph.participant',
  id: `d556b432-3091-42c8-9902-${String(n).padStart(12, '0')}`,
  info: {
    '@odata.type': '#microsoft.graph.participantInfo',
    countryCode: 'DE',
    endpointType: 'default',
    identity: {
      user: { id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, displayName: `Heidi Klein ${n}`, tenantId: 't' },
    },
    languageId: 'de-DE',
    region: 'emea',
  },
  mediaStreams: Array.from({ length: 8 }, (_, stream) => ({
    '@odata.type': '#microsoft.graph.mediaStream',
    mediaType: 'audio',
    label: `main-audio-${stream}`,
    sourceId: String(n * 8 + stream),
    direction: 'sendReceive',
    serverMuted: false,
  })),
  metadata: 'x'.repeat(200),
  isMuted: true,
  isInLobby: n % 10 === 0,
  rosterSequenceNumber: n,
});
const rosterItem = (people: number, more: object = {}) => ({
  changeType: 'updated',
  resourceUrl: `/communications/calls/${P2P}/participants`,
  resourceData: Array.from({ length: people }, (_, n) => participant(n)),
  ...more,
});

describe('a batch', () => {
  it('of 300 participants with all their fields is signalled with what is needed of them alone', async () => {
    const item = rosterItem(300);
    expect(JSON.stringify(item).length).toBeGreaterThan(500_000);
    expect(await post([item])).toBe(202);
    expect(delivered()).toHaveLength(1);
    const [event] = delivered();
    const people = event?.type === 'roster' ? event.participants : [];
    expect(people).toHaveLength(300);
    for (const person of people) expect(Object.keys(person).sort()).toEqual(['id', 'inLobby', 'kind', 'muted', 'participantId']);
    // A signal holds 200 kB.
    expect(JSON.stringify(event).length).toBeLessThan(50_000);
  });

  it('of everything at once, for several calls, comes to each in its order', async () => {
    const other = '90ed37dc-d8e3-4e11-9de3-30a955dda06f';
    const delta = { '@odata.type': '#microsoft.graph.deltaParticipants', sequenceNumber: 9, participants: [participant(1)] };
    const before = await bench.metric('passed_over_total');
    const value = [
      { changeType: 'updated', resourceUrl: `/communications/calls/${other}`, resourceData: { state: 'establishing' } },
      notification('establishing'),
      { '@odata.type': '#microsoft.graph.somethingNew', changeType: 'moved' },
      rosterItem(300),
      null,
      notification('established'),
      { changeType: 'updated', resourceUrl: `/communications/calls/${P2P}/participants`, resourceData: [delta] },
      { changeType: 'updated', resourceUrl: `/communications/calls/${other}/operations/1`, resourceData: { status: 'running' } },
      7,
      notification('terminated'),
    ];
    expect(await post(value, '/api/calls')).toBe(202);
    const to = (callId: string) =>
      bench.sent.flatMap((sent) =>
        sent.what === 'signal' && sent.workflowId === escalationWorkflowId(callId) ? sent.events : [],
      );
    expect(to(P2P).map((event) => (event.type === 'call' ? event.state : event.type === 'roster' ? event.extent : ''))).toEqual([
      'establishing',
      'full',
      'established',
      'delta',
      'terminated',
    ]);
    expect(to(other).map(({ type }) => type)).toEqual(['call', 'operation']);
    expect(await bench.metric('passed_over_total')).toBe(before + 3);
  });

  it('of which Temporal takes only a part is asked for again, and is then delivered whole', async () => {
    const value = [
      rosterItem(2_000, {
        resourceData: Array.from({ length: 6_000 }, (_, n) => ({ info: { identity: { user: { id: `${n}`.padEnd(60, '-') } } } })),
      }),
    ];
    bench.temporal.signal = ['stored', 'away'];
    expect(await post(value)).toBe(503);
    bench.sent.length = 0;
    bench.temporal.signal = ['stored'];
    expect(await post(value)).toBe(202);
    const people = delivered().flatMap((event) => (event.type === 'roster' ? event.participants : []));
    expect(people).toHaveLength(6_000);
    for (const { what, ...sent } of bench.sent)
      expect(JSON.stringify(what === 'signal' && 'events' in sent ? sent.events : '').length).toBeLessThanOrEqual(200_000);
  });
});
