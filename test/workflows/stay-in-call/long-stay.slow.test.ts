import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kept, keepRunning } from '../../chaos/keep-running.ts';
import { killPrograms } from '../../chaos/kill-programs.ts';
import { persist } from '../../chaos/persist.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../../support/killable-system.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { startDevServer } from '../../temporal-server/start-dev-server.ts';
import { underScript } from '../run-call.ts';
import { flood, growHistory } from './flood.ts';

/** A short stay by default; `STAY_MINUTES=10 STAY_NOTIFICATIONS=4500 npx vitest run --project slow long-stay` is the long one. */
const STAY_MS = Number(process.env.STAY_MINUTES ?? '0.5') * 60_000;
const NOTIFICATIONS = Number(process.env.STAY_NOTIFICATIONS ?? '200');
const SEED = Number(process.env.STAY_SEED ?? '1');
const EVERY = 2_000;
/** Temporal notices a dead worker by the try's time-out, and programs may die one after another. */
const LONGEST_PAUSE = 90_000;
const PATIENCE = 120_000;

let folder: string;
let system: KillableSystem;
const programs: Kept[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'long-stay-'));
  const port = await freePort();
  const server = await keepRunning('Temporal', () => startDevServer({ port, dbFilename: join(folder, 'temporal.db') }));
  system = await startKillableSystem({
    environment: { ...injectedEnvironment(), temporal: { address: `127.0.0.1:${port}`, namespace: 'default' } },
    afterwards: 'stay',
    policy: { keepAliveEvery: EVERY, aloneFor: 600_000 },
  });
  programs.push(
    server,
    await keepRunning('worker', () => system.startWorker()),
    await keepRunning('webhook', () => system.startWebhook()),
  );
});
afterAll(async () => {
  for (const program of programs.toReversed()) await program.stop();
  await system.stop();
  await rm(folder, { recursive: true });
});

it('a long stay in a busy call, while its programs are killed with -9', { timeout: 2 * STAY_MS + 6 * PATIENCE }, async () => {
  const { simulator, escalations, client } = system;
  const ran = underScript(simulator, [])(await system.call());
  const { stayingIn } = await persist(PATIENCE, async () => {
    const result = await ran.result();
    return result.outcome === 'escalated' ? result : Promise.reject(new Error(result.reason));
  });
  const callId = ran.legs()[1]?.id ?? '';
  const stay = await escalations.findStay(callId);
  const runId = async () => (await client.workflow.getHandle(stay.workflowId).describe()).runId;
  const friend = { user: { id: 'friend' } };
  const invited = await stay.invite('1', [friend]);
  expect(invited).toMatchObject([{ outcome: 'joined' }]);
  const first = await runId();

  const killing = killPrograms(programs, SEED, STAY_MS);
  const begun = Date.now();
  for (let told = 0; told < NOTIFICATIONS; told += 1) {
    await pause(Math.max(0, begun + (told * STAY_MS) / NOTIFICATIONS - Date.now()));
    simulator.inMeeting(callId, { do: told % 2 === 0 ? 'mute' : 'unmute', who: 'friend' });
  }
  const killings = await killing;
  // The long stay goes on in another run by its signals, if few enough of them were lost with the webhook; else it is helped.
  const handle = client.workflow.getHandle(stay.workflowId);
  if ((await persist(PATIENCE, runId)) === first) await growHistory(handle);
  const nudged = async () => {
    await flood(handle, callId, 1);
    return await runId();
  };
  await expect.poll(() => persist(PATIENCE, nudged), { timeout: PATIENCE, interval: 500 }).not.toBe(first);

  const patiently = <T>(ask: () => Promise<T>) => persist(PATIENCE, ask);
  expect(await patiently(() => stay.invite('1', [friend]))).toEqual(invited);
  expect(await patiently(() => stay.people())).toHaveLength(2);
  const left = await patiently(() => stay.leave());
  expect(left).toMatchObject({ outcome: 'left', reason: 'asked' });
  expect(left).not.toHaveProperty('leftBehind');
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  expect(ran.count('createCall')).toBe(1);
  expect(ran.count('invite'), 'the caller and the friend').toBe(2);
  expect(stayingIn?.workflowId).toBe(stay.workflowId);
  const { keptAliveAt = [] } = ran.legs()[1] ?? {};
  const pauses = keptAliveAt.slice(1).map((at, i) => Date.parse(at) - Date.parse(keptAliveAt[i] ?? ''));
  expect(Math.max(...pauses)).toBeLessThan(LONGEST_PAUSE);
  const minutes = Math.round((Date.now() - begun) / 6_000) / 10;
  console.log(
    `${minutes} minutes, ${NOTIFICATIONS} notifications, ${killings.length} kills, ${keptAliveAt.length} keepAlives, longest pause ${Math.max(...pauses)} ms`,
  );
});
