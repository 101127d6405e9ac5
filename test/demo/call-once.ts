import type { FaultName } from '../graph-simulator/faults/named-faults.ts';
import { conclusion } from './conclusion.ts';
import { endingOf } from './ending.ts';
import { escalationOf } from './escalation-of.ts';
import { EXPECTED_ENDINGS, SEED } from './expected-endings.ts';
import { followCall } from './follow-call.ts';
import { linkTo } from './look-around.ts';
import type { Everything } from './start-everything.ts';
import { faultsOf } from './verdict.ts';

/** What there is to look at afterwards. */
export interface Example {
  /** As `npm run escalate -- show` takes it. */
  id: string;
  /** Of its run in the Temporal UI. */
  link: string | undefined;
  /** Finds its like in the Temporal UI, and what they are. */
  list: { what: string; query: string };
}

/** All that went as this one did. */
export const ESCALATED_LIST = { what: 'all that were escalated', query: 'EscalationStatus = "escalated"' };

/** How the calls went. */
export interface Ran {
  asExpected: boolean;
  /** One to look at; of several the first. */
  example: Example;
}

/** One user calls; prints what Microsoft's side sees, as it happens, and how it ended. */
export async function callOnce(
  everything: Everything,
  fault: FaultName | undefined,
  print: (line: string) => void,
): Promise<Ran> {
  const callId = await everything.simulator.call();
  const escalation = escalationOf(everything, callId);
  const ended = escalation.then((handle) => endingOf(callId, handle.result()));
  const [record, ending, handle] = await Promise.all([followCall(everything.simulator, ended, print), ended, escalation]);
  const { ending: expected } = fault ? EXPECTED_ENDINGS[fault] : SEED;
  const link = linkTo(everything, handle);
  const faults = faultsOf([ending], record, { ending: expected, withoutFault: !fault });
  for (const line of conclusion(ending, record, faults, link)) print(line);
  return { asExpected: faults.length === 0, example: { id: callId, link, list: ESCALATED_LIST } };
}
