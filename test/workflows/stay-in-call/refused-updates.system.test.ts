import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_PARTICIPANTS, LEAVE, REMOVE_PARTICIPANT } from '../../../workflows/contract/names.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { containing } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { type StartedStay, settled, startStay } from './start-stay.ts';

let system: System;
let started: StartedStay;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  started = await startStay(system);
  await settled(started);
});
afterAll(() => system.stop());

const user = (id: string) => ({ user: { id } });
const people = (count: number) => Array.from({ length: count }, () => user(randomUUID()));
const ourselves = () => user(system.bot.applicationId);

const INVITES: [string, unknown, string][] = [
  ['of nobody', { participants: [] }, 'participants: must name at least one person'],
  ['of somebody twice', { participants: [user('Ada-1'), user('ada1')] }, 'participants[1].user.id: is listed twice'],
  ['of more than 50', { participants: people(51) }, 'participants: must not name more than 50 people'],
  ['of no list', { participants: user('ada') }, 'participants: must be a list of people'],
  ['of somebody without an id', { participants: [user('ada'), {}] }, 'participants[1]: must be'],
  ['with another kind of together', { participants: [user('ada')], together: 'yes' }, 'together: must be true or false'],
  ['without an argument', undefined, 'participants: must be a list of people'],
];

const REMOVALS: [string, () => unknown, string][] = [
  ['of somebody who is not in the roster', () => user(randomUUID()), 'Nobody of that id is in the call'],
  ['of a participant who is not in it', () => ({ participantId: randomUUID() }), 'Nobody of that id is in the call'],
  ['of the bot', ourselves, 'That is the bot itself: use the update leave'],
  ['of the bot, its id written otherwise', () => user(system.bot.applicationId.toUpperCase()), 'That is the bot itself'],
  ['of somebody named in both ways', () => ({ ...user(started.somebody), participantId: 'p' }), 'must be { user: { id } } or'],
  ['without an argument', () => undefined, 'must be { user: { id } } or { participantId }'],
];

/** The server may write the empty task of a refusal; of the update it writes nothing. */
async function updatesInHistory(): Promise<number> {
  const { events } = await started.handle.fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
}

async function expectRefusal(update: string, argument: unknown, why: string): Promise<void> {
  const sent =
    argument === undefined
      ? started.handle.executeUpdate(update)
      : started.handle.executeUpdate<unknown, [unknown]>(update, { args: [argument] });
  const refusal = await sent.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(WorkflowUpdateFailedError);
  expect(refusal).toMatchObject({ cause: { type: 'InvalidInput', message: containing(why) } });
  expect(await updatesInHistory()).toBe(0);
}

describe('what a validator refuses is not written to the history: an invite', () => {
  it.each(INVITES)('%s', (_, argument, why) => expectRefusal(INVITE_PARTICIPANTS, argument, why));
});

describe('what a validator refuses is not written to the history: a removal', () => {
  it.each(REMOVALS)('%s', (_, argument, why) => expectRefusal(REMOVE_PARTICIPANT, argument(), why));
});

it('once the call is ending, nobody is invited or removed any more, and who asks to leave has the one result', async () => {
  system.simulator.script([{ request: 'delete', do: 'delay', ms: 3_000, where: { callId: started.call.id } }]);
  const left = started.handle.executeUpdate(LEAVE);
  await system.simulator.waitFor('the hang-up', () => started.count('delete') === 1, 30_000);
  const refusals = [
    [INVITE_PARTICIPANTS, { participants: [user(randomUUID())] }, 'The call is ending: nobody is invited into it any more'],
    [REMOVE_PARTICIPANT, user(started.somebody), 'The call is ending'],
  ] as const;
  for (const [update, argument, why] of refusals)
    await expect(started.handle.executeUpdate(update, { args: [argument] })).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: containing(why) },
    });
  const leftAgain = started.handle.executeUpdate(LEAVE);
  expect(await leftAgain).toEqual(await left);
  expect(await left).toMatchObject({ outcome: 'left', reason: 'asked' });
  expect(started.count('delete')).toBe(1);
  expect(started.rung()).toEqual([]);
  await expect(started.handle.executeUpdate(LEAVE), 'after the end').rejects.toThrow();
  expect(await started.stay.leave(), 'by the client, after the end').toEqual(await left);
});
