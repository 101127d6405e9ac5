import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FaultName, isFaultName, NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { startRow } from '../workflows/rows/play-on-server.ts';
import { COMPARISON_POLICY } from './comparison/policy.ts';

// They mostly wait, and each fault acts on its own call only; all at once would come too late for a deadline.
vi.setConfig({ maxConcurrency: 12 });

let system: System;
let simulated: Partial<Record<FaultName, string>> = {};
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  simulated = await simulatedOutcomes();
});
afterAll(() => system.stop());

/** Left out: what waits for Graph's own 15 s; what chance decides (does the end or the invite come first?); what the webhook alone sees. */
const LEFT_OUT: FaultName[] = ['answer-too-late', 'multiparty-lonely', 'legacy-first'];
const NAMES = Object.keys(NAMED_FAULTS).filter((name): name is FaultName => isFaultName(name) && !LEFT_OUT.includes(name));

describe.concurrent('the fake Temporal SDK ends a call as the real Temporal server and the real sandbox do', () => {
  it.each(NAMES)('%s', async (name) => {
    const { call } = await startRow(system, { faults: NAMED_FAULTS[name].faults, policy: COMPARISON_POLICY });
    const real = await call.result().then(
      (result) => (result.outcome === 'escalated' ? 'escalated' : result.reason),
      (error: unknown) => `failure ${typeOf(error)}`,
    );
    expect(simulated[name]).toBe(real);
  });
});

async function simulatedOutcomes(): Promise<Partial<Record<FaultName, string>>> {
  const path = (of: string) => fileURLToPath(new URL(of, import.meta.url));
  const args = ['--import', 'tsx', '--import', path('./fake-temporal/register.mjs'), path('./named-outcomes.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const parsed: unknown = JSON.parse(stdout);
  return isOutcomes(parsed) ? parsed : {};
}

function isOutcomes(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null;
}

function typeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'type' in cause ? String(cause.type) : String(cause);
}
