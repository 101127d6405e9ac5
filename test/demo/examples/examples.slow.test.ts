import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startProgram } from '../../support/child-process.ts';
import { onThisServer } from '../on-this-server.ts';
import { SEED } from '../seed-steps.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const LIMIT = 240_000;

const HEIDI = ['start inviteToCall: Heidi Steen', 'invite one participant', 'invite operation completed', 'Heidi Steen: joined'];
const BOTH = [
  'start inviteToCall: Heidi Steen, Clark Kent',
  'invite 2 participants',
  'invite operation completed',
  'Heidi Steen: joined, Clark Kent: joined',
];
const CREATED = ['create a multiparty call of its own', 'multiparty call established'];
const HUNG_UP = ['hang up its call', 'multiparty call deleted'];
// The escalation ends with the P2P call terminated: that it is deleted is told before the result, or after it.
const STAY = [
  ...SEED.slice(0, SEED.indexOf('P2P call deleted')),
  'escalated; the bot stays in the multiparty call',
  'Clark Kent joins by himself',
  'update inviteParticipants: Heidi Steen',
  'invite one participant',
  'Heidi Steen: joined',
  'Clark Kent leaves by himself',
  'update removeParticipant: Heidi Steen',
  'remove a participant',
  'update leave',
  'hang up our leg',
  'left: asked',
];

test.each([
  ['invite-one', [...CREATED, ...HEIDI, ...HUNG_UP], /1 invite; 0 legs alive/, /workflows\/invite-\w{32}-/],
  ['invite-several', [...CREATED, ...BOTH, ...HUNG_UP], /1 invite; 0 legs alive/, /workflows\/invite-\w{32}-/],
  ['stay', STAY, /2 invite, \d+ keepAlive, 1 removal; 0 of our legs alive/, /workflows\/call-\w{32}\//],
])('--example %s shows its steps in order, and ends as expected', { timeout: LIMIT }, async (example, steps, record, link) => {
  const demo = startProgram('demo', MAIN, ['--example', example], { env: onThisServer() });
  expect(await demo.ended, demo.lines.join('\n')).toBe(0);
  let from = 0;
  for (const step of steps) {
    const place = demo.lines.findIndex((line, i) => i >= from && line.includes(step));
    expect(place, `${step}, after line ${from} of\n${demo.lines.join('\n')}`).not.toBe(-1);
    from = place + 1;
  }
  expect(demo.lines.join('\n')).toMatch(record);
  expect(demo.lines.find((line) => line.startsWith('Open '))).toMatch(link);
  expect(demo.lines).toContain('As expected.');
});
