import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineUpdate, makeContinueAsNewFunc, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { takeNotes } from './notes.ts';

const STATUS = defineSearchAttributeKey('EscalationStatus', SearchAttributeType.KEYWORD);
const REASON = defineSearchAttributeKey('EscalationReason', SearchAttributeType.KEYWORD);
const change = defineUpdate<number, []>('change');

interface Carried {
  round: number;
  notes: string[];
  runs: string[];
  nothing?: undefined;
}

/** Three runs under one id. */
export async function continuesAsNew(carried: Carried = { round: 0, notes: [], runs: [] }): Promise<string> {
  const { round, runs } = carried;
  const { note, heard } = takeNotes(carried.notes);
  setHandler(change, () => round);
  const { runId, firstExecutionRunId, continuedFromExecutionRunId, startTime } = workflowInfo();
  note(`round ${round}, ${Object.keys(carried).join()}`);
  const found = () =>
    `found by ${workflowInfo().typedSearchAttributes.get(STATUS)}, ${workflowInfo().typedSearchAttributes.get(REASON)}`;
  note(found());
  note(`a run of its own: ${!runs.includes(runId)}, started: ${startTime.getTime() <= Date.now()}`);
  note(`first: ${firstExecutionRunId === (runs[0] ?? runId)}, from: ${continuedFromExecutionRunId === runs.at(-1)}`);
  if (round === 0)
    upsertSearchAttributes([
      { key: STATUS, value: 'first' },
      { key: REASON, value: 'kept' },
    ]);
  if (round === 1) upsertSearchAttributes([{ key: STATUS, value: 'second' }]);
  note(`then ${found()}`);
  note(`begins ${round}`);
  await heard(`end ${round}`);
  if (round === 2) return 'to its end';
  const next = { round: round + 1, notes: carried.notes, runs: [...runs, runId], nothing: undefined };
  return await makeContinueAsNewFunc<typeof continuesAsNew>({ initialVersioningBehavior: 'AUTO_UPGRADE' })(next);
}
