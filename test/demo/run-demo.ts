import { Client, Connection } from '@temporalio/client';
import { wholeGround } from '../harness/ground.ts';
import { incomingTaken } from '../harness/incoming-taken.ts';
import { layGround } from '../harness/lay-ground.ts';
import { SEED_MEETING } from '../harness/seed-meeting.ts';
import { simulatedCall } from '../harness/simulated-call.ts';
import { startPrograms } from '../harness/start-programs.ts';
import { complaint } from './complaint.ts';
import { conclusion } from './conclusion.ts';
import { followCall } from './follow-call.ts';
import { faultsOf } from './verdict.ts';

export interface DemoOptions {
  print: (line: string) => void;
  /** Takes what must be stopped at the end, however it comes; the last one first. */
  atEnd: (stop: () => Promise<void>) => void;
}

/** A user calls, and is escalated; everything but Microsoft's side is real, and each part a process of its own. */
export async function runDemo({ print, atEnd }: DemoOptions): Promise<{ asExpected: boolean }> {
  print('Starting Temporal, the Graph simulator, the webhook and the worker …');
  const laid = await layGround({ ui: true, onSearch: (notice) => print(`  … ${notice}`) });
  atEnd(laid.clear);
  const ground = wholeGround(laid);
  const { address, namespace, uiUrl } = ground.temporal;
  const programs = await startPrograms({
    ground,
    escalate: { meeting: SEED_MEETING, subject: 'Test Call' },
    onLine: (program, line) => {
      const wrong = complaint(line);
      if (wrong) print(`           ${program}: ${wrong}`);
    },
  });
  atEnd(programs.stop);
  const { places, simulator, bot } = programs;
  print(`  Temporal         ${address}${uiUrl ? `, UI ${uiUrl}` : ''}`);
  print(`  Graph simulator  ${places.simulator}`);
  print(`  webhook          ${places.webhook}`);
  print(`  worker           task queue ${bot.taskQueue}\n`);

  const connection = await Connection.connect({ address });
  atEnd(() => connection.close());
  const client = new Client({ connection, namespace });
  const call = simulatedCall(client, await simulator.call());
  const ended = incomingTaken(simulator, call.id).then(call.result);
  const [record, result] = await Promise.all([followCall(simulator, ended, print), ended]);
  const { runId } = await call.handle.describe();
  const link = uiUrl && `${uiUrl}/namespaces/${namespace}/workflows/${call.workflowId}/${runId}/history`;
  for (const line of conclusion(result, record, link)) print(line);
  return { asExpected: faultsOf(result, record).length === 0 };
}
