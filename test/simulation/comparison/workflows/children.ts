import { continueAsNew, getExternalWorkflowHandle, sleep, startChild, workflowInfo } from '@temporalio/workflow';
import { outcomeOf, shortId, takeNotes } from './notes.ts';

/** Tells its parent what it sees. */
export async function child(given: object): Promise<string> {
  const { heard, signals } = takeNotes();
  const { parent, firstExecutionRunId, runId } = workflowInfo();
  const tell = (what: string) => getExternalWorkflowHandle(parent?.workflowId ?? '').signal('told', what);
  await tell(`the child of ${shortId(parent?.workflowId ?? '')}, ${parent?.runId.length}: ${firstExecutionRunId === runId}`);
  await tell(`it was given ${Object.keys(given).join()}`);
  await tell('the child begins');
  await heard('end');
  return signals.join();
}

export async function bearsAndLeaves(teller: string): Promise<string> {
  const workflowId = `${teller} orphan`;
  await startChild(orphan, { workflowId, args: [teller, true], parentClosePolicy: 'ABANDON' });
  return 'leaves';
}

/** Once by its first run, once by the next. */
export async function orphan(teller: string, first: boolean): Promise<void> {
  // By then its parent has ended.
  await sleep(1_500);
  const { parent, firstExecutionRunId, runId } = workflowInfo();
  const tell = (what: string) => getExternalWorkflowHandle(teller).signal('told', what);
  await tell(`of ${shortId(parent?.workflowId ?? 'nobody')}, by the first run: ${firstExecutionRunId === runId}`);
  await tell(`to its parent: ${await outcomeOf(getExternalWorkflowHandle(parent?.workflowId ?? '').signal('told', 'a'))}`);
  if (first) return await continueAsNew<typeof orphan>(teller, false);
  await tell('the orphan ends');
}
