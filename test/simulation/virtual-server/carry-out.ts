import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Command, Settled } from '../fake-temporal/instance.ts';
import { asPayloads } from '../fake-temporal/payload.ts';
import { runActivity } from '../virtual-activities.ts';
import { addJob } from './jobs.ts';
import { openRun, type Server } from './server.ts';
import { startRun } from './start-run.ts';
import type { OpenRun } from './virtual-run.ts';

/** The server's words (compared). */
const NOT_FOUND = 'Unable to signal external workflow because it was not found';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** What the server does for a command of a task that it has taken. */
export function carryOut(server: Server, run: OpenRun, command: Command): void {
  const { clock, random } = server;
  switch (command.type) {
    case 'timer':
      clock.after(command.ms, 'timer', () => addJob(server, run, { type: 'timer', seq: command.seq }));
      return;
    case 'attributes':
      Object.assign(run.attributes, command.values);
      return;
    case 'activity':
      return begin(server, run, command);
    case 'cancelActivity':
      return run.underWay.get(command.seq)?.cancel();
    case 'updateAccepted': {
      const update = run.updates.get(command.id);
      if (update) update.accepted = true;
      return;
    }
    case 'updateCompleted':
      return run.updates.get(command.id)?.settle(command.outcome);
    case 'updateRejected':
      run.updates.get(command.id)?.settle({ failure: command.failure });
      // Sent again, it is asked again.
      run.updates.delete(command.id);
      return;
    case 'startChild':
      clock.after(random.between(1, 8), 'child start', () => startChild(server, run, command));
      return;
    case 'signalExternal':
      // Each takes its time: the server keeps no order between two of one task (seen).
      clock.after(random.between(1, 8), 'signal to another', () => signalExternal(server, run, command));
      return;
  }
}

function begin(server: Server, run: OpenRun, command: Of<'activity'>): void {
  const { name, args, options, seq, local } = command;
  const workflow = { workflowId: run.workflowId, runId: run.runId };
  const killed = () => !local && server.faults.killedInActivity(name);
  const running = runActivity(
    server.clock,
    server.random,
    server.activitiesOf(run.workflowId),
    { name, args: asPayloads(args), options, local, workflow },
    killed,
    (result) => {
      run.underWay.delete(seq);
      answer(server, run, seq, result);
    },
  );
  run.underWay.set(seq, running);
}

function startChild(server: Server, run: OpenRun, command: Of<'startChild'>): void {
  const { seq, name, workflowId, args, reusePolicy, attributes } = command;
  const taken = reusePolicy === 'REJECT_DUPLICATE' && server.runs.some((one) => one.workflowId === workflowId);
  if (taken || openRun(server, workflowId)) {
    const error = new WorkflowExecutionAlreadyStartedError('Workflow execution already started', workflowId, name);
    return answer(server, run, seq, { error });
  }
  const parent = { workflowId: run.workflowId, runId: run.runId, seq };
  const child = startRun(server, { name, workflowId, args, attributes, parent });
  answer(server, run, seq, { value: child.runId });
}

function signalExternal(server: Server, run: OpenRun, { seq, workflowId, name, args }: Of<'signalExternal'>): void {
  const target = openRun(server, workflowId);
  if (target) addJob(server, target, { type: 'signal', name, args });
  const notFound = () => ApplicationFailure.retryable(NOT_FOUND, 'ExternalWorkflowExecutionNotFound');
  answer(server, run, seq, target ? { value: undefined } : { error: notFound() });
}

function answer(server: Server, run: OpenRun, seq: number, result: Settled): void {
  addJob(server, run, { type: 'answer', seq, result });
}
