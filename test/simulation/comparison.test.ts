import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultName, isFaultName, NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { injectedGround } from '../harness/injected-ground.ts';
import { startSystem, type System } from '../harness/system.ts';
import { runCall } from '../workflows/run-call.ts';

let system: System;
let simulated: Partial<Record<FaultName, string>> = {};
beforeAll(async () => {
  system = await startSystem({ ground: injectedGround() });
  simulated = await simulatedOutcomes();
});
afterAll(() => system.stop());

/** Those that depend on Graph's own 15 s are left to the simulation alone. */
const TOO_LONG: FaultName[] = ['answer-too-late'];
const NAMES = Object.keys(NAMED_FAULTS).filter((name): name is FaultName => isFaultName(name) && !TOO_LONG.includes(name));

describe('the stand-in ends a call as the real Temporal server and the real sandbox do', () => {
  it.each(NAMES)('%s', async (name) => {
    const ran = await runCall(system, NAMED_FAULTS[name].faults);
    const real = await ran.result().then(
      (result) => (result.outcome === 'escalated' ? 'escalated' : result.reason),
      (error: unknown) => `failure ${typeOf(error)}`,
    );
    expect(simulated[name]).toBe(real);
  });
});

async function simulatedOutcomes(): Promise<Partial<Record<FaultName, string>>> {
  const path = (of: string) => fileURLToPath(new URL(of, import.meta.url));
  const args = ['--import', 'tsx', '--import', path('./stand-in/register.mjs'), path('./named-outcomes.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const parsed: Partial<Record<FaultName, string>> = JSON.parse(stdout);
  return parsed;
}

function typeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'type' in cause ? String(cause.type) : String(cause);
}
