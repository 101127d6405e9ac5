import { expect, it } from 'vitest';
import { NAMES } from './comparison/names.ts';
import { runVirtually } from './comparison/run-virtually.ts';
import { SCRIPTS } from './comparison/scripts.ts';
import { inVirtualTime } from './in-virtual-time.ts';
import { pass } from './pass.ts';
import { createRandom } from './random.ts';
import { continuesAsNew } from './comparison/workflows/index.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { setProcessTime } from './virtual-date.ts';
import { createVirtualTemporal, type VirtualTemporal } from './virtual-temporal.ts';

const START = 1_800_000_000_000;
const NO_KILLS = { killedInTask: () => false, killedInActivity: () => false };

it.each(NAMES)('%s ends the same, however often its worker is killed in a task', async (name) => {
  const script = SCRIPTS[name] ?? {};
  const usual = await runVirtually(name, script);
  for (const seed of [1, 2, 3]) {
    const random = createRandom(seed);
    const kills = { ...NO_KILLS, killedInTask: () => random.chance(0.4) };
    // It throws where a replay differs.
    const { ending, updates, attributes } = await runVirtually(name, script, kills);
    expect({ ending, updates, attributes }).toEqual({
      ending: usual.ending,
      updates: usual.updates,
      attributes: usual.attributes,
    });
  }
});

function server(suggestContinueAsNewFrom?: number): { temporal: VirtualTemporal; past: (ms: number) => Promise<void> } {
  const clock = createVirtualClock(START);
  setProcessTime(clock.now);
  const settings = suggestContinueAsNewFrom === undefined ? {} : { suggestContinueAsNewFrom };
  const temporal = createVirtualTemporal(clock, createRandom(1), { continuesAsNew }, () => ({}), NO_KILLS, settings);
  return { temporal, past: (ms) => pass(clock, temporal.runTasks, clock.now() + ms, () => false) };
}

it('what comes while a run continues as new is heard by one of the two', () =>
  inVirtualTime(async () => {
    const heardBy = new Set<unknown>();
    for (let after = 0; after < 40; after++) {
      const { temporal, past } = server();
      temporal.start('continuesAsNew', 'id', []);
      await past(100);
      temporal.signal('id', 'told', ['end 0']);
      await past(after);
      expect(temporal.signal('id', 'told', ['a'])).toBe(true);
      const update = temporal.update('id', 'change', [], 'a');
      await past(1_000);
      const [first, second] = temporal.runs;
      expect(first?.continuedAs).toBe(second?.runId);
      const notes = [temporal.runs.at(-1)?.query('seen')].flat();
      expect(notes.filter((note) => note === 'told a')).toHaveLength(1);
      // It is the round of the run that took it.
      heardBy.add(update?.outcome);
    }
    expect([...heardBy]).toEqual(expect.arrayContaining([{ result: 0 }, { result: 1 }]));
  }));

it('a workflow id that has ended starts again only where the policy lets it', () =>
  inVirtualTime(async () => {
    const { temporal, past } = server();
    temporal.start('continuesAsNew', 'id', [{ round: 2, notes: [], runs: [] }]);
    expect(temporal.start('continuesAsNew', 'id', [])).toBeUndefined();
    temporal.signal('id', 'told', ['end 2']);
    await past(100);
    expect(temporal.runs[0]?.outcome).toEqual({ result: 'to its end' });
    expect(temporal.signal('id', 'told', ['a'])).toBe(false);
    expect(temporal.cancel('id')).toBe(false);
    expect(temporal.update('id', 'change', [], 'a')).toBeUndefined();
    expect(temporal.start('continuesAsNew', 'id', [], [], 'REJECT_DUPLICATE')).toBeUndefined();
    expect(temporal.start('continuesAsNew', 'id', [])).toBeDefined();
  }));
