import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System, type SystemCall } from '../support/system.ts';
import { startDevServer, type TemporalServer } from '../temporal-server/start-dev-server.ts';
import { type Browser, startBrowser } from './browser.ts';
import { findChromium } from './find-chromium.ts';
import { type TemporalUi, temporalUi } from './temporal-ui.ts';

const chromium = findChromium();
if ('missing' in chromium) console.warn(`Skipped, what an operator sees: ${chromium.missing}`);

/** Slow enough to be told apart in the pictures. */
const timings = { ...FAST_TIMINGS, established: 300, taken: 500, declined: 700, roster: 60, replaced: 150 };
/** Nobody asks Graph while the operator reads. */
const policy = { inviteWithin: 500_000, probeAfter: 400_000 };

let server: TemporalServer;
let system: System;
let browser: Browser;
let ui: TemporalUi;
type Which = 'escalated' | 'failed' | 'declined' | 'running';
const calls = new Map<Which, SystemCall>();

beforeAll(async () => {
  server = await startDevServer({ ui: true });
  system = await startSystem({ environment: { ...injectedEnvironment(), temporal: server }, simulator: { timings } });
  await call('escalated', []);
  await call('failed', NAMED_FAULTS['permission-missing'].faults);
  await call('declined', NAMED_FAULTS['invite-declined'].faults);
  await call('running', [{ invite: 'unanswered', afterMs: 600_000 }]);
}, 240_000);
afterAll(async () => {
  await calls.get('running')?.handle.terminate();
  await system?.stop();
  await server?.stop();
});

describe.skipIf('missing' in chromium)('an operator opens the Temporal UI', () => {
  beforeAll(async () => {
    browser = await startBrowser('path' in chromium ? chromium.path : '');
    ui = await temporalUi(browser.context, server.uiUrl ?? '', server.namespace);
  }, 240_000);
  afterAll(() => browser?.close());

  test('on a running escalation: where it is, what it waits for and how long, what happened', async () => {
    await ui.openRun(one('running'), 'user-metadata');
    await see(
      'RUNNING',
      'The caller is being invited into the multiparty call.',
      /P2P call [\w-]{36}: established/i,
      /Multiparty call [\w-]{36} \(attempt 1\): established/i,
      /Waiting for the invite to end, until \d\d:\d\d:\d\d\.\d{3}/,
      /What happened, from \d{4}-\d\d-\d\d on, UTC/,
      /\d\d:\d\d:\d\d\.\d{3} Inviting the caller, replacing the P2P call \(attempt 1\)/,
      'Cancel tidies up, terminate leaves legs behind.',
    );
    await ui.keep('running');
  });

  test('on an escalated one: that it is well, and the steps by name', async () => {
    await ui.openRun(one('escalated'), 'user-metadata');
    await see(
      'COMPLETED',
      'Escalated: the caller is in the multiparty call.',
      'P2P call has ended',
      'Last seen in the multiparty',
    );
    await ui.keep('escalated');

    await ui.openRun(one('escalated'), 'timeline');
    await see(
      '"outcome": "escalated"',
      'answer • Answer the P2P call',
      'createCall • Create multiparty leg 1, without media',
      'invite • Invite the caller, replacing the P2P call (attempt 1)',
      'hangUp • Hang up the multiparty leg 1',
    );
    await ui.keep('timeline', 'Descending');
  });

  test("on a failed one: why, in Graph's words, and what to do about it", async () => {
    const why = [
      /Graph answered 403\/7504: Insufficient enterprise tenant permissions/,
      /PermissionMissing: have an administrator of the tenant consent to Calls\.JoinGroupCall\.All/,
      /request-id [\w-]{36}/,
    ];
    await ui.openRun(one('failed'), 'timeline');
    await see('FAILED', ...why);
    await ui.keep('failed-result');

    await ui.openRun(one('failed'), 'user-metadata');
    await see('Failed: an operator must fix something', /established, and kept: who started this decides/, ...why);
    await ui.keep('failed');
  });

  test('on one that was not escalated: why, in words and by its reason', async () => {
    await ui.openRun(one('declined'), 'user-metadata');
    await see('Not escalated: the caller declined the invitation.', 'Reason inviteDeclined', /Invite operation failed — \d{3}/);
    await ui.keep('not-escalated');

    await ui.openRun(one('declined'), 'search-attributes');
    await see('EscalationReason', 'inviteDeclined', 'EscalationStatus', 'notEscalated', one('declined').id);
  });

  test('finds by a filter of the list', async () => {
    await ui.openList('EscalationStatus = "failed"');
    await expect.poll(() => ui.listed(), { timeout: 60_000 }).toEqual([one('failed').workflowId]);
    await ui.keep('list-failed');
  });
});

// The list asks Temporal as a client does, and each page takes seconds of a core.
test.each<[string, Which]>([
  ['EscalationStatus = "notEscalated" AND EscalationReason = "inviteDeclined"', 'declined'],
  ['EscalationReason = "PermissionMissing"', 'failed'],
  ['EscalationStatus = "inviting" AND ExecutionStatus = "Running"', 'running'],
  ['EscalationStatus = "escalated"', 'escalated'],
  ['P2PCallId = "<call id>"', 'declined'],
  ['CallTenantId = "<tenant id>"', 'running'],
])('an operator finds by the filter %s', async (filter, which) => {
  const { id, tenantId, workflowId } = one(which);
  const query = filter.replace('<call id>', id).replace('<tenant id>', tenantId);
  await expect.poll(() => found(query), { timeout: 60_000 }).toEqual([workflowId]);
});

async function call(which: Which, faults: FaultInput[]): Promise<void> {
  system.simulator.script(faults);
  const made = await system.call({ policy });
  calls.set(which, made);
  if (which !== 'running') await made.result().catch(() => undefined);
  else
    await vi.waitFor(async () => expect((await made.snapshot()).waitingFor?.what).toBe('the invite to end'), { timeout: 60_000 });
}

async function found(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of system.client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

function one(which: Which): SystemCall {
  const made = calls.get(which);
  if (!made) throw new Error(`There is no ${which} call`);
  return made;
}

/** Waits until each of them can be read on the page. */
async function see(...texts: (string | RegExp)[]): Promise<void> {
  const isOn = (page: string) => (text: string | RegExp) => (typeof text === 'string' ? page.includes(text) : text.test(page));
  await vi.waitFor(
    async () => {
      const page = await ui.text();
      const missing = texts.filter((text) => !isOn(page)(text));
      expect(missing, `is missing on this page:\n${page}\n`).toEqual([]);
    },
    { timeout: 60_000, interval: 200 },
  );
}
