import { ContinueAsNew } from '../fake-temporal/continue-as-new.ts';
import type { Ending } from '../fake-temporal/instance.ts';
import { asPayload } from '../fake-temporal/payload.ts';
import { addJob } from './jobs.ts';
import type { Server } from './server.ts';
import { startRun } from './start-run.ts';
import type { OpenRun } from './virtual-run.ts';
import { runEnded } from './virtual-update.ts';

/** Ends a run: its activities are tried no more, its chain goes on where it asks for that. */
export function close(server: Server, run: OpenRun, ending: Ending): void {
  run.closedAt = server.clock.now();
  for (const activity of run.underWay.values()) activity.abandon();
  for (const update of run.updates.values()) if (!update.outcome) update.settle(runEnded());
  if ('failure' in ending && ending.failure instanceof ContinueAsNew) {
    const { workflowType: name, workflowId } = run;
    const next = startRun(server, { name, workflowId, args: ending.failure.args, continues: run });
    run.continuedAs = next.runId;
    return;
  }
  run.outcome = ending;
  tellParent(server, run, ending);
}

function tellParent(server: Server, { parent, childSeq: seq }: OpenRun, ending: Ending): void {
  const open = server.runs.find(({ runId }) => runId === parent?.runId);
  if (!open || seq === undefined) return;
  const result = 'result' in ending ? { value: asPayload(ending.result) } : { error: ending.failure };
  addJob(server, open, { type: 'childEnded', seq, result });
}
