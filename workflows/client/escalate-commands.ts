import type { InviteOutcome } from '../contract/invite.ts';
import type { EscalationResult } from '../contract/result.ts';
import type { StayResult } from '../contract/stay.ts';
import type { EscalationClient } from './escalation-client.ts';
import { findByAnyId } from './escalate-find.ts';
import { type Output, printJson } from './escalate-terminal.ts';
import type { InviteOutcomes } from './invite-handle.ts';
import { RunFailed } from './run-failed.ts';
import { warnWhenSilent } from './warn-when-silent.ts';
import { watch, type WatchedState } from './watch.ts';

/** Each command resolves with the exit code. These work on an escalation, a stay or an invite. */
export async function show(client: EscalationClient, id: string, output: Output): Promise<number> {
  const handle = await findByAnyId(client, id);
  printJson(output, await warnWhenSilent<unknown>(handle.state(), output.printError));
  return 0;
}

export async function watchUntilEnd(client: EscalationClient, id: string, output: Output): Promise<number> {
  const handle = await findByAnyId(client, id);
  const state = () => warnWhenSilent<WatchedState>(handle.state(), output.printError);
  for await (const { at, what } of watch({ state, result: () => handle.result() })) output.print(`${at} ${what}`);
  return printResult(handle, output);
}

export async function wait(client: EscalationClient, id: string, output: Output): Promise<number> {
  return printResult(await findByAnyId(client, id), output);
}

export async function cancel(client: EscalationClient, id: string, { print }: Output): Promise<number> {
  const handle = await findByAnyId(client, id);
  await handle.cancel();
  print(
    `${handle.workflowId} was asked to end, unless it had ended already; see the result with: npm run escalate -- wait ${id}`,
  );
  return 0;
}

type Result = EscalationResult | StayResult | InviteOutcomes;

export async function printResult(handle: { result(): Promise<Result> }, output: Output): Promise<number> {
  try {
    const result = await handle.result();
    printJson(output, result);
    return succeeded(result) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof RunFailed)) throw error;
    const details: unknown = error.details;
    printJson(output, { failure: error.kind, message: error.message, details });
    return 1;
  }
}

const IN: readonly InviteOutcome[] = ['joined', 'alreadyIn', 'inLobby'];

function succeeded(result: Result): boolean {
  return 'people' in result ? result.people.every(({ outcome }) => IN.includes(outcome)) : result.outcome !== 'notEscalated';
}
