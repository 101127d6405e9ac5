import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Child, startProgram } from '../harness/child-process.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const LIMIT = 120_000;

/** The seed's third example, as the demo words it. */
const SEED = [
  'P2P call incoming',
  'answer the P2P call',
  'P2P call establishing',
  'P2P call established',
  'create the multiparty call, without media',
  'multiparty call establishing',
  'multiparty call established',
  'invite the caller, replacing the P2P call',
  'invite operation completed',
  'roster: 2 in the multiparty call',
  'P2P call deleted',
  'hang up our leg',
  'multiparty call deleted',
];

test('npm run demo shows the seed, ends as expected and leaves nobody behind', { timeout: LIMIT }, async () => {
  const demo = startProgram('demo', MAIN);
  await demo.line('the call was answered', (line) => line.includes('answer the P2P call'));
  const processes = processesOf(demo);
  expect(processes.length).toBeGreaterThanOrEqual(5);
  expect(await demo.ended, demo.lines.join('\n')).toBe(0);

  const places = SEED.map((step) => demo.lines.findIndex((line) => line.includes(step)));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(demo.lines.join('\n')).toMatch(/1 answer, 1 create, 1 invite; 0 of our legs alive/);
  expect(demo.lines.join('\n')).toMatch(
    /Open +http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/escalation-\w{32}\/[\w-]+\/history/,
  );
  await expect.poll(() => processes.filter(isAlive), { timeout: 20_000, interval: 100 }).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'nobody outlives a demo that gets %s',
  { timeout: LIMIT },
  async (signal) => {
    const demo = startProgram('demo', MAIN);
    await demo.line('the call was answered', (line) => line.includes('answer the P2P call'));
    const processes = processesOf(demo);
    process.kill(demo.pid, signal);
    expect(await demo.ended).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
    await expect.poll(() => processes.filter(isAlive), { timeout: 20_000, interval: 100 }).toEqual([]);
  },
);

/** Ids of all processes that descend from it now: Temporal and its guard, simulator, webhook, worker. */
function processesOf({ pid }: Child): number[] {
  const parents = execFileSync('ps', ['-eo', 'pid=,ppid=']).toString().trim().split('\n');
  const pairs = parents.map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    pairs.flatMap(([child = 0, of]) => (of === parent ? [child, ...childrenOf(child)] : []));
  return childrenOf(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
