import { describe, expect, it } from 'vitest';
import type { Presence, Ring } from '../staying/ended-stay.ts';
import type { PeopleInTruth, SaidOfPerson } from './said-of-people.ts';
import { rungWhoIsIn, untrueOutcomes } from './untrue-outcomes.ts';

const HOUR = 3_600_000;
const ring = (change: Partial<Ring>): Ring => ({
  at: 1_000,
  userId: 'ANNE',
  workflowId: 'call-1',
  mayBeRepeated: false,
  operation: 'running',
  ...change,
});
const presence = (change: Partial<Presence>): Presence => ({
  id: 'anne',
  participantId: 'p',
  isApplication: false,
  inLobby: false,
  from: 2_000,
  ...change,
});
const said = (outcome: SaidOfPerson['outcome'], truth: Partial<PeopleInTruth>, unconfirmed?: 'roster') =>
  untrueOutcomes(
    [
      {
        workflowId: 'call-1',
        people: [{ user: { id: 'Anne' }, outcome, ...(unconfirmed && { unconfirmed }) }],
        from: 0,
        until: HOUR,
      },
    ],
    { presences: [], rings: [], ...truth },
  );
const isIn = { presences: [presence({})] };
const inLobby = { presences: [presence({ inLobby: true })] };
const completed = { rings: [ring({ operation: 'completed' })] };
const saying = (answer: NonNullable<Ring['answer']>) => ({ rings: [ring({ operation: 'failed', answer })] });

describe('what is true', () => {
  it.each<[SaidOfPerson['outcome'], string, Partial<PeopleInTruth>]>([
    ['joined', 'is in', isIn],
    ['joined', 'has left again', { presences: [presence({ to: 3_000 })] }],
    ['inLobby', 'is in the lobby', inLobby],
    ['alreadyIn', 'was in before', { presences: [presence({ from: -HOUR })] }],
    ['declined', 'declined', saying('declined')],
    ['unanswered', 'did not answer', saying('unanswered')],
    ['unanswered', 'was busy', saying('busy')],
    ['unanswered', 'has no endpoint', saying('unreachable')],
    ['failed', 'was never rung', {}],
    ['failed', 'was in a call that has ended', { ...completed, legEndedAt: 2_000 }],
    ['unknown', 'is in', isIn],
    ['notNamed', 'is in the lobby', inLobby],
    ['notNamed', 'was brought in, and shown by nobody', completed],
  ])('%s, who %s', (outcome, _, truth) => expect(said(outcome, truth)).toEqual([]));

  it('joined, unconfirmed, by an operation that has completed', () => expect(said('joined', completed, 'roster')).toEqual([]));
});

describe('what is not', () => {
  it.each<[SaidOfPerson['outcome'], string, Partial<PeopleInTruth>]>([
    ['joined', 'never was in', {}],
    ['joined', 'is in the lobby', inLobby],
    ['joined', 'came later', { presences: [presence({ from: 2 * HOUR })] }],
    ['joined', 'is confirmed by nobody', completed],
    ['inLobby', 'is in', isIn],
    ['alreadyIn', 'never was in', {}],
    ['declined', 'did not answer', saying('unanswered')],
    ['declined', 'said no to another workflow', { rings: [ring({ workflowId: 'call-2', answer: 'declined' })] }],
    ['declined', 'said no to an earlier request', { rings: [ring({ at: -HOUR, answer: 'declined' })] }],
    ['unanswered', 'declined', saying('declined')],
    ['failed', 'was brought in', completed],
    ['notNamed', 'never was in', saying('declined')],
  ])('%s, who %s', (outcome, _, truth) =>
    expect(said(outcome, truth)).toEqual([expect.stringContaining(`said to be ${outcome} by call-1`)]),
  );
});

it('whoever is rung, and was in already, is found; not who has just come, is gone or waits in the lobby', () => {
  const rung = (change: Partial<Presence>) => rungWhoIsIn({ rings: [ring({ at: HOUR })], presences: [presence(change)] });
  expect(rung({})).toEqual(['ANNE was rung, and was in already']);
  expect(rung({ from: HOUR - 1_000 })).toEqual([]);
  expect(rung({ to: HOUR - 1_000 })).toEqual([]);
  expect(rung({ inLobby: true })).toEqual([]);
});
