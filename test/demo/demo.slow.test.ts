import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { type Child, startProgram } from '../support/child-process.ts';
import { matching } from '../support/matchers.ts';
import { onThisServer } from './on-this-server.ts';
import { readOptions } from './options.ts';
import { SEED } from './seed-steps.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const LIMIT = 240_000;

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
  await expect.poll(() => processes.filter(isAlive), { timeout: 60_000, interval: 100 }).toEqual([]);
});

test('--fault: what to watch for, and exit code 0 for the ending that was to be expected', { timeout: LIMIT }, async () => {
  const demo = startProgram('demo', MAIN, ['--fault', 'permission-missing'], { env: onThisServer() });
  expect(await demo.ended, demo.lines.join('\n')).toBe(0);
  expect(demo.lines).toEqual(expect.arrayContaining([matching(/^Fault +permission-missing: /), matching(/^Watch /)]));
  expect(demo.lines).toContain('Result   PermissionMissing; P2P call kept');
  expect(demo.lines.join('\n')).toMatch(/consent to Calls\.JoinGroupCall\.All/);
  expect(demo.lines.join('\n')).toMatch(/1 answer, 1 create, 0 invite; 0 of our legs alive, and the P2P call/);
  expect(demo.lines).toContain('As expected.');
});

test('--calls --keep: all at once, a table of times, and everything stays up, until Ctrl-C', { timeout: LIMIT }, async () => {
  const demo = startProgram('demo', MAIN, ['--calls', '4', '--keep']);
  const offered = await demo.line('it offered the record', (line) => line.includes('curl -sk') && line.endsWith('/record'));
  expect(demo.lines.some((line) => /of 4 calls: .*[1-4] moved/.test(line))).toBe(true);
  expect(demo.lines).toContainEqual(matching(/^caller moved +4( +\d+\.\d\d){4}$/));
  expect(demo.lines).toContain('As expected.');

  const processes = processesOf(demo);
  expect(processes.length).toBeGreaterThanOrEqual(5);
  const record = execFileSync('sh', ['-c', offered.slice(offered.indexOf('curl'))]).toString();
  expect(JSON.parse(record)).toHaveProperty('legs.length', 8);
  const shown = demo.lines.find((line) => line.includes('npm run escalate')) ?? '';
  expect(execFileSync('sh', ['-c', shown.slice(shown.indexOf('TEMPORAL_'))]).toString()).toContain('escalated');
  process.kill(demo.pid, 'SIGTERM');
  expect(await demo.ended).toBe(0);
  await expect.poll(() => processes.filter(isAlive), { timeout: 60_000, interval: 100 }).toEqual([]);
});

test('--list: each thing that can go wrong, what one sees, how it ends', async () => {
  const demo = startProgram('demo', MAIN, ['--list']);
  expect(await demo.ended).toBe(0);
  for (const [name, { what }] of Object.entries(NAMED_FAULTS)) {
    const line = demo.lines.findIndex((said) => said.startsWith(`${name} → `));
    expect(demo.lines[line + 1]?.trim().startsWith(what)).toBe(true);
  }
});

test.each([
  [['--fault', 'nonsense'], /no fault nonsense.*--list/],
  [['--calls', '51'], /from 1 to 50/],
  [['--calls', '2', '--fault', 'lone-404'], /do not go together/],
  [['--fault', 'bot-removed', '--fault', 'lone-404'], /takes one fault/],
  [['--example', 'nonsense'], /no example nonsense: escalate, invite-one, invite-several, stay/],
  [['--example', 'stay', '--calls', '2'], /--calls and --fault are for the example escalate/],
  [['--example', 'invite-one', '--fault', 'lone-404'], /--calls and --fault are for the example escalate/],
  [['--colour'], /--colour[^]*Usage/],
])('%j is refused with what to do', (args, why) => {
  expect(() => readOptions(args)).toThrow(why);
});

test.each(['SIGINT', 'SIGKILL'] as const)('nobody outlives a demo that gets %s', { timeout: LIMIT }, async (signal) => {
  const demo = startProgram('demo', MAIN);
  await demo.line('the call was answered', (line) => line.includes('answer the P2P call'));
  const processes = processesOf(demo);
  process.kill(demo.pid, signal);
  expect(await demo.ended).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
  await expect.poll(() => processes.filter(isAlive), { timeout: 60_000, interval: 100 }).toEqual([]);
});

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
