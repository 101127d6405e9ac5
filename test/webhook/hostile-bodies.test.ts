import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BesiegedWebhook, besiege, GOOD, notification, P2P, statuses } from './raw-socket-client.ts';

let webhook: BesiegedWebhook;
beforeAll(async () => {
  webhook = await besiege();
});
afterAll(() => webhook.stop());

/** How many signals the test itself has caused. */
let delivered = 0;
afterEach(async () => {
  const expected = delivered;
  delivered = 0;
  await webhook.expectUnharmed(expected);
});

async function post(
  body: string | Buffer,
  headers: Record<string, string | number | undefined> = {},
): Promise<number | undefined> {
  const bytes = Buffer.from(body);
  const head = webhook.head({ 'content-length': bytes.length, ...headers });
  return statuses(await webhook.exchange(Buffer.concat([Buffer.from(head), bytes])))[0];
}

const NESTED = 100_000;
const item = JSON.stringify(notification());
const nested = (inner: string) => `${'['.repeat(NESTED)}${inner}${']'.repeat(NESTED)}`;
const nestedObjects = `${'{"a":'.repeat(NESTED)}1${'}'.repeat(NESTED)}`;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a body that is no notification is answered 400, and nothing of it is delivered', () => {
  it.each<[string, string | Buffer]>([
    ['truncated in a word', GOOD.slice(0, -30)],
    ['truncated by its last character', GOOD.slice(0, -1)],
    ['truncated after its first item', `{"value":[${item},`],
    ['two of them', `${GOOD}${GOOD}`],
    ['with something behind it', `${GOOD}x`],
    ['100,000 lists deep', nested('')],
    ['100,000 lists deep, never closed', '['.repeat(NESTED)],
    ['100,000 objects deep, never closed', '{"value":'.repeat(NESTED)],
    ['in UTF-16, little end first', utf16(GOOD)],
    ['in UTF-16, big end first', utf16(GOOD).swap16()],
    ['in UTF-16 without a mark', Buffer.from(GOOD, 'utf16le')],
    ['in UTF-32', Buffer.from(Array.from(GOOD).flatMap((char) => [char.charCodeAt(0), 0, 0, 0]))],
    ['gzip that does not say so', gzipSync(GOOD)],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 131) % 256))],
    ['zeros', Buffer.alloc(1_000)],
    ['two marks of byte order', `\uFEFF\uFEFF{`],
    ['NaN', '{"value":NaN}'],
    ['single quotes', "{'value':[]}"],
    ['a number too large for any', '1'.repeat(100_000)],
    ['a comment', '/* */'],
  ])('%s', async (_, body) => {
    expect(await post(body)).toBe(400);
  });
});

describe('a body with nothing to deliver is answered, and passed over', () => {
  it.each<[string, string, number]>([
    ['100,000 objects deep', nestedObjects, 204],
    ['a value 100,000 lists deep', `{"value":${nested(item)}}`, 202],
    ['an item 100,000 objects deep', `{"value":[${nestedObjects}]}`, 202],
    [
      'data 100,000 lists deep',
      `{"value":[{"resourceUrl":"/communications/calls/${P2P}/participants/x","resourceData":${nested('1')}}]}`,
      202,
    ],
    ['a value behind __proto__', `{"__proto__":${GOOD}}`, 204],
    ['a value behind constructor', `{"constructor":{"prototype":${GOOD}}}`, 204],
    ['of two values the last counts', `{"value":[${item}],"value":[]}`, 202],
    ['of two values the last counts, whatever it is', `{"value":[${item}],"value":7}`, 204],
    ['an item behind __proto__', `{"value":[{"__proto__":${item}}]}`, 202],
    [
      'its data behind __proto__',
      `{"value":[{"resourceUrl":"/communications/calls/${P2P}","resourceData":{"__proto__":{"state":"established"}}}]}`,
      202,
    ],
    [
      'the type constructor',
      `{"value":[{"resourceUrl":"/communications/calls/${P2P}","resourceData":{"@odata.type":"constructor","state":"established"}}]}`,
      202,
    ],
    ['items of every wrong type', '{"value":[null,true,7,"text",[],[[]],{}]}', 202],
    [
      'fields of every wrong type',
      '{"value":[{"changeType":{},"resourceUrl":[],"resource":7,"resourceData":"x"},{"resourceUrl":null,"resourceData":null}]}',
      202,
    ],
    ['100,000 items that say nothing', `{"value":[${'{},'.repeat(99_999)}{}]}`, 202],
    [
      'calls and people with names that every object has',
      JSON.stringify({
        value: ['__proto__', 'constructor', '__PROTO__', 'con-structor'].flatMap((id) => [
          { resourceUrl: `/communications/calls/${id}`, resourceData: { state: 'established' } },
          { resourceData: { '@odata.type': '#microsoft.graph.call', id, state: 'established' } },
          { resourceUrl: `/communications/calls/${P2P}/participants/1`, resourceData: { info: { identity: { user: { id } } } } },
        ]),
      }),
      202,
    ],
    ['the path of no call', '{"value":[{"resourceUrl":"/communications/calls//participants","resourceData":[]}]}', 202],
  ])('%s', async (_, body, status) => {
    expect(await post(body)).toBe(status);
  });
});

describe('a notification that is odd but readable is delivered once', () => {
  it.each<[string, string | Buffer, object]>([
    ['a byte order mark', `\uFEFF${GOOD}`, { callId: P2P, state: 'established' }],
    ['of two keys the last counts', GOOD.replace('"state":', '"state":"terminated","state":'), { state: 'established' }],
    [
      '__proto__ beside its fields',
      GOOD.replace('"state":', '"__proto__":{"state":"terminated"},"state":'),
      { state: 'established' },
    ],
    [
      'constructor, toString and length beside them',
      GOOD.replace('"state":', '"constructor":7,"toString":null,"length":-1,"state":'),
      { state: 'established' },
    ],
    [
      'a name in Latin-1, which is no UTF-8',
      Buffer.from(GOOD.replace('Heidi', 'H\u00e9\u00efd\u00ff'), 'latin1'),
      { state: 'established' },
    ],
    ['half of a character in a name', GOOD.replace('Heidi', 'Heidi\\ud83d'), { state: 'established' }],
    ['depth beside what counts', GOOD.replace('"state":', `"deep":${nested('')},"state":`), { state: 'established' }],
    ['blanks all around', `${' '.repeat(100_000)}${GOOD}\n\t `, { state: 'established' }],
    [
      'codes beyond all numbers',
      GOOD.replace('"state":"established"', '"state":"terminated","resultInfo":{"code":1e999,"subcode":"9".constructor}').replace(
        '"9".constructor',
        '"99999999999999999999"',
      ),
      { state: 'terminated' },
    ],
  ])('%s', async (_, body, event) => {
    expect(await post(body)).toBe(202);
    expect(webhook.bench.sent).toMatchObject([{ what: 'signal', events: [event] }]);
    delivered = 1;
  });
});

describe('what HTTP says of the body and is not so', () => {
  it.each<[string, Record<string, string | undefined>, number]>([
    ['gzip', { 'content-encoding': 'gzip' }, 415],
    ['several encodings', { 'content-encoding': 'identity, br' }, 415],
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['no type that there is', { 'content-type': ';;;' }, 415],
    ['XML', { 'content-type': 'application/xml' }, 415],
  ])('%s is reported', async (_, headers, status) => {
    expect(await post(GOOD, headers)).toBe(status);
  });

  it('a length above 2 MiB is refused before a byte of it is sent', async () => {
    const [status] = statuses(await webhook.exchange(webhook.head({ 'content-length': 3_000_000_000 })));
    expect(status).toBe(413);
  });

  it('pieces that add up to more than 2 MiB are refused', async () => {
    const piece = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const head = webhook.head({ 'transfer-encoding': 'chunked' });
    const [status] = statuses(await webhook.exchange(`${head}${piece.repeat(33)}0\r\n\r\n`, 1));
    expect(status).toBe(413);
  });

  it('a length too small cuts the body, which is then no JSON', async () => {
    const head = webhook.head({ 'content-length': GOOD.length - 10, connection: 'keep-alive' });
    for (const status of statuses(await webhook.exchange(`${head}${GOOD}`))) expect(status).toBe(400);
  });

  it.each<[string, Record<string, string | number>]>([
    ['a length and pieces at once', { 'content-length': GOOD.length, 'transfer-encoding': 'chunked' }],
    ['a length that is none', { 'content-length': 'many' }],
    ['a length below nothing', { 'content-length': -1 }],
    ['pieces that are none', { 'transfer-encoding': 'chunked' }],
  ])('%s are no HTTP: 400', async (_, headers) => {
    expect(statuses(await webhook.exchange(`${webhook.head(headers)}${GOOD}`))).toEqual([400]);
  });

  it('a body that is no HTTP at all', async () => {
    expect(statuses(await webhook.exchange(`${GOOD}\r\n\r\n`))).toEqual([400]);
    expect(statuses(await webhook.exchange(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01])))).toEqual([400]);
  });

  it('headers beyond all measure: 431', async () => {
    expect(statuses(await webhook.exchange(webhook.head({ 'x-long': 'x'.repeat(20_000) })))).toEqual([431]);
  });
});

describe('other requests', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s of a callback address is not found, and its path not logged',
    async (method) => {
      const head = webhook.head({ 'content-length': GOOD.length }, `${method} ${webhook.path} HTTP/1.1`);
      expect(statuses(await webhook.exchange(`${head}${GOOD}`))).toEqual([404]);
    },
  );

  it.each<[string, string, number]>([
    ['no path of ours', '/api/call', 404],
    ['an address with another behind it', '/api/calls/a/b', 404],
    ['an address too long', `/api/calls/${'a'.repeat(2_000)}`, 414],
    ['an address that is no text', '/api/calls/%zz', 400],
    ['an address with a zero in it', '/api/calls/%00', 404],
    ['an address that climbs', '/api/calls/..%2f..%2fmetrics', 404],
  ])('%s', async (_, path, status) => {
    const head = webhook.head({ 'content-length': GOOD.length }, `POST ${path} HTTP/1.1`);
    expect(statuses(await webhook.exchange(`${head}${GOOD}`))).toEqual([status]);
  });

  it('several at once on one connection are answered in their order, each by itself', async () => {
    const send = (body: string) =>
      `${webhook.head({ 'content-length': Buffer.byteLength(body), connection: 'keep-alive' })}${body}`;
    const heard = await webhook.exchange([send(GOOD), send('{'), send('{}'), send(GOOD)].join(''), 4);
    expect(statuses(heard)).toEqual([202, 400, 204, 202]);
    delivered = 2;
  });

  it('a good one with noise behind it is delivered whole, or not at all', async () => {
    const head = webhook.head({ 'content-length': GOOD.length, connection: 'keep-alive' });
    const said = statuses(await webhook.exchange(`${head}${GOOD}\u0000\u0001noise\r\n\r\n`));
    expect(said.at(-1)).toBe(400);
    delivered = webhook.bench.sent.length;
    expect(delivered).toBeLessThan(2);
  });
});
