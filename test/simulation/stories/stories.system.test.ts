import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { STORIES } from './all-stories.ts';
import type { Played, Span } from './story.ts';

let stories: Partial<Record<string, Played>> = {};
beforeAll(async () => {
  stories = await playedInVirtualTime();
});

it.each(STORIES.map((story) => [story.it, story] as const))('%s', (_, story) => {
  const played = stories[story.it];
  expect(played).toBeDefined();
  if (!played) return;
  const { closes, ...ends } = story.ends;
  expect(played).toMatchObject(ends);
  if (closes) expect(spansOf([played.closedAt ?? NaN], [closes])).toEqual([closes]);
  for (const [kind, spans = []] of Object.entries(story.sends ?? {})) {
    const times = played.requests.filter((request) => request.kind === kind).map(({ at }) => at);
    expect(spansOf(times, spans), `${kind} at ${times.join(', ')} ms`).toEqual(spans);
  }
  // Every line says something.
  expect(played.snapshot?.timeline.filter(({ what }) => /:\s*$/.test(what))).toEqual([]);
});

/** The span of each time, where it lies in it, else the time itself: so a difference shows both. */
function spansOf(times: readonly number[], spans: readonly Span[]): (Span | number)[] {
  return times.map((at, i) => {
    const span = spans[i];
    return span && span[0] <= at && at <= span[1] ? span : at;
  });
}

/** In a process of its own, whose workflow code gets the fake Temporal SDK. */
async function playedInVirtualTime(): Promise<Record<string, Played>> {
  const path = (of: string) => fileURLToPath(new URL(of, import.meta.url));
  const args = ['--import', 'tsx', '--import', path('../fake-temporal/register.mjs'), path('./main.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 50_000_000 });
  const parsed: unknown = JSON.parse(stdout);
  return isPlayed(parsed) ? parsed : {};
}

/** Made by our own program. */
function isPlayed(value: unknown): value is Record<string, Played> {
  return typeof value === 'object' && value !== null;
}
