import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HELP } from '../../../workflows/client/escalate-help.ts';
import { parseInviteToCallInput } from '../../../workflows/contract/invite-schema.ts';
import { parseStayInCallInput } from '../../../workflows/contract/stay-schema.ts';
import { codeIn, tableBelow } from '../../repository/read-markdown.ts';

const README = 'workflows/client/README.md';
const SAMPLES = 'test/workflows/client/samples';

it.each([
  ['Staying', 'stay.ts', 'StayReason'],
  ['What became of each person', 'invite.ts', 'InviteOutcome'],
])('the table below "%s" has what the type in %s has: %s', (heading, file, type) => {
  const named = tableBelow(README, heading).flatMap(([names = '']) => codeIn(names));
  expect(named.toSorted()).toEqual(membersOf(file, type).toSorted());
});

it("the commands are those of the program's help", () => {
  const named = tableBelow(README, 'From a shell').flatMap(([names = '']) => codeIn(names));
  const known = [...HELP.matchAll(/^ {2}(\w+) +[<-]/gm)].map(([, command = '']) => command);
  expect(named.toSorted()).toEqual(known.toSorted());
});

it('the samples are taken by those who read them', () => {
  expect(parseInviteToCallInput(json('invite.json'))).toMatchObject({ ok: true });
  expect(parseStayInCallInput(json('stay.json'))).toMatchObject({ ok: true });
});

function json(sample: string): unknown {
  return JSON.parse(readFileSync(`${SAMPLES}/${sample}`, 'utf8'));
}

/** Of a union of texts in the contract. */
function membersOf(file: string, type: string): string[] {
  const source = readFileSync(`workflows/contract/${file}`, 'utf8');
  const [, union = ''] = new RegExp(`export type ${type} =([^;]*);`).exec(source) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, member = '']) => member);
}
