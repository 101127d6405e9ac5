import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ChildWorkflowOptions } from '@temporalio/workflow';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { bearsAndLeaves, child } from './children.ts';
import { outcomeOf, shortId, takeNotes, told } from './notes.ts';

const REASON = defineSearchAttributeKey('EscalationReason', SearchAttributeType.KEYWORD);

/** A child that runs, one of the same id beside it and after it. */
export async function startsChildren(): Promise<void> {
  const { note, heard } = takeNotes();
  const { workflowId } = workflowInfo();
  const options = {
    workflowId: `${workflowId} child`,
    args: [{ list: [1, undefined], nothing: undefined }] as [object],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: '3 seconds',
    staticSummary: 'Summary',
    staticDetails: 'Details',
    typedSearchAttributes: [{ key: REASON, value: 'a child' }],
  } satisfies ChildWorkflowOptions & { args: [object] };
  const started = await startChild(child, options);
  note(`started ${shortId(started.workflowId)}: ${started.firstExecutionRunId.length}`);
  await heard('the child begins');
  note(`beside it: ${await outcomeOf(startChild<typeof child>('child', options))}`);
  await started.signal('told', 'end');
  note(`its result: ${await outcomeOf(started.result())}`);
  note(`after it: ${await outcomeOf(startChild(child, options))}`);
  const again = await startChild(child, { ...options, workflowIdReusePolicy: 'ALLOW_DUPLICATE' });
  note(`allowed, another run: ${again.firstExecutionRunId !== started.firstExecutionRunId}`);
  await getExternalWorkflowHandle(again.workflowId).signal(told, 'end');
  note(`its result: ${await outcomeOf(again.result())}`);
}

/** To a run that is open, and to nobody. */
export async function signalsOthers(): Promise<void> {
  const { note, heard } = takeNotes();
  const { workflowId } = workflowInfo();
  const id = `${workflowId} child`;
  const sent = (to: string, ...args: [string]) => outcomeOf(getExternalWorkflowHandle(to).signal('told', ...args));
  note(`to nobody: ${await sent(id, 'a')}`);
  const { result } = await startChild(child, { workflowId: id, args: [{}], parentClosePolicy: 'ABANDON' });
  await heard('the child begins');
  // One after the other: of two that are sent at once, the real server stores either first (seen).
  note(`to the child: ${await sent(id, 'b')}, ${await sent(id, 'end')}`);
  note(`its result: ${await outcomeOf(result())}`);
  note(`to one that has ended: ${await sent(id, 'c')}`);
}

/** A child that outlives its parent, and continues as new. */
export async function isOutlived(): Promise<void> {
  const { note, heard } = takeNotes();
  const { workflowId } = workflowInfo();
  const parent = await startChild(bearsAndLeaves, {
    workflowId: `${workflowId} parent`,
    args: [workflowId],
    parentClosePolicy: 'ABANDON',
  });
  note(`its parent: ${await outcomeOf(parent.result())}`);
  await heard('the orphan ends');
}
