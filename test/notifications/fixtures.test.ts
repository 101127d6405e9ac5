import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fixtureNames, fixtureText } from './fixtures.ts';

const SEED = readFileSync(new URL('../graph-simulator/schema/participant-invite.md', import.meta.url), 'utf8');

it('holds every notification of the seed, as it is there', () => {
  const inSeed = [...SEED.matchAll(/^##### Notification - [^]*?^``` ?json\r?\n([^]*?)^```/gm)].map(([, json]) => parse(json));
  const fixtures = fixtureNames('seed').map((name) => parse(fixtureText(name)));
  expect(inSeed).toHaveLength(13);
  expect(fixtures).toEqual(inSeed);
});

function parse(json = ''): unknown {
  return JSON.parse(json);
}
