import type { EscalationHandle } from '../../workflows/client/escalation-handle.ts';
import { ESCALATED_LIST, type Ran } from './call-once.ts';
import { asExpected } from './conclusion.ts';
import { endingOf } from './ending.ts';
import { escalationOf } from './escalation-of.ts';
import { SEED } from './expected-endings.ts';
import { followAll } from './follow-all.ts';
import { linkTo } from './look-around.ts';
import type { Everything } from './start-everything.ts';
import { timesTable } from './times.ts';
import { faultsOf } from './verdict.ts';

/** Each of the users calls, all at once; prints how far they are, and at the end how long each step took. */
export async function callAll(everything: Everything, callerIds: string[], print: (line: string) => void): Promise<Ran> {
  const { simulator } = everything;
  const callIds = await Promise.all(callerIds.map((callerUserId) => simulator.call({ callerUserId })));
  const escalations = escalationsOf(everything, callIds);
  const ended = escalations.then((all) => Promise.all(all.map((handle, n) => endingOf(callIds[n] ?? '', handle.result()))));
  const [record, endings] = await Promise.all([followAll(simulator, callIds.length, ended, print), ended]);
  const faults = faultsOf(endings, record, { ending: SEED.ending, withoutFault: true });
  for (const line of timesTable(endings, record)) print(line);
  print(asExpected(faults));
  const [first] = await escalations;
  const link = first && linkTo(everything, first);
  return { asExpected: faults.length === 0, example: { id: callIds[0] ?? '', link, list: ESCALATED_LIST } };
}

/** One after the other: each look takes the whole record along. */
async function escalationsOf(everything: Everything, callIds: string[]): Promise<EscalationHandle[]> {
  const handles: EscalationHandle[] = [];
  for (const callId of callIds) handles.push(await escalationOf(everything, callId));
  return handles;
}
