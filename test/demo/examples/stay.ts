import type { EscalationHandle } from '../../../workflows/client/escalation-handle.ts';
import type { StayHandle } from '../../../workflows/client/stay-handle.ts';
import type { StayResult } from '../../../workflows/contract/stay.ts';
import { CLARK, HEIDI } from '../../support/seed-people.ts';
import type { Ran } from '../call-once.ts';
import { asExpected } from '../conclusion.ts';
import { type Ending, endingOf } from '../ending.ts';
import { escalationOf } from '../escalation-of.ts';
import { followCall } from '../follow-call.ts';
import { linkTo } from '../look-around.ts';
import type { Everything, EverythingOptions } from '../start-everything.ts';
import { createNarration, type Narration } from './narration.ts';
import { keepAlivesOf, stayFaults } from './stay-verdict.ts';
import { until } from './until.ts';

/** KeepAlive goes out every ten minutes; nobody watches a demo for so long. */
export const STAY: EverythingOptions = { escalate: { afterwards: 'stay', policy: { keepAliveEvery: '2 seconds' } } };

interface Stayed {
  escalation: Ending;
  stay: StayHandle;
  result: StayResult;
}

/** A user is escalated and the bot stays: somebody comes and goes, another is invited and removed, until the bot is to leave. */
export async function runStay(everything: Everything, print: (line: string) => void): Promise<Ran> {
  const p2p = await everything.simulator.call();
  const narration = createNarration();
  const stayed = escalationOf(everything, p2p).then((handle) => stayInCall(everything, p2p, handle, narration));
  const record = await followCall(everything.simulator, stayed, print, narration.steps);
  const { escalation, stay, result } = await stayed;
  const faults = stayFaults(escalation, result, record);
  const link = linkTo(everything, stay);
  const count = (kind: string) => record.requests.filter((request) => request.kind === kind).length;
  const alive = record.legs.filter((leg) => leg.alive).length;
  const seconds = (Date.parse(result.until) - Date.parse(result.since)) / 1000;
  for (const line of [
    '',
    `Result   ${escalation.name}, then ${result.outcome} (${result.reason}) after ${seconds.toFixed(1)} s`,
    `         P2P call ${escalation.p2pCallId}, multiparty call ${result.callId}`,
    `Record   ${count('invite')} invite, ${keepAlivesOf(record)} keepAlive, ${count('deleteParticipant')} removal; ${alive} of our legs alive`,
    ...(link ? [`Open     ${link}`] : []),
    asExpected(faults),
  ])
    print(line);
  const list = { what: 'all that concerns the call', query: `MultipartyCallId = "${result.callId}"` };
  return { asExpected: faults.length === 0, example: { id: stay.workflowId, link, list } };
}

/** What people do by themselves, and what a service asks of the stay. */
async function stayInCall(everything: Everything, p2p: string, handle: EscalationHandle, { tell }: Narration): Promise<Stayed> {
  const { simulator, escalations } = everything;
  const escalation = await endingOf(p2p, handle.result());
  const { multipartyCallId: callId } = escalation;
  if (callId === undefined) throw new Error(`The caller was not escalated: ${escalation.name}. ${escalation.remarks.join(' ')}`);
  tell('result', `${escalation.name}; the bot stays in the multiparty call`);
  const stay = await escalations.findStay(callId);
  const hasPeople = (number: number) => async () => (await stay.people()).length === number;

  tell('people', 'Clark Kent joins by himself');
  await simulator.inMeeting(callId, { do: 'join', person: CLARK.user });
  await until('the stay to see him', hasPeople(2));

  tell('request', 'update inviteParticipants: Heidi Steen');
  const people = await stay.invite('heidi', [HEIDI]);
  tell('result', `Heidi Steen: ${people.map(({ outcome }) => outcome).join()}`);

  tell('people', 'Clark Kent leaves by himself');
  await simulator.inMeeting(callId, { do: 'leave', who: CLARK.user.id });
  await until('the stay to see him go', hasPeople(2));

  tell('request', 'update removeParticipant: Heidi Steen');
  const { removed } = await stay.remove({ user: { id: HEIDI.user.id } });
  tell('result', `Heidi Steen: ${removed ? 'removed' : 'not removed'}`);

  await until('two keepAlives', async () => keepAlivesOf(await simulator.record()) >= 2);
  tell('request', 'update leave');
  const result = await stay.leave();
  tell('result', `${result.outcome}: ${result.reason}; the caller stays in the meeting`);
  return { escalation, stay, result };
}
