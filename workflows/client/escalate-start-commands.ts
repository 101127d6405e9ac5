import type { InviteToCallInput } from '../contract/invite.ts';
import type { EscalationClient } from './escalation-client.ts';
import { printResult } from './escalate-commands.ts';
import { readEscalationInput, readInviteInput, readStayInput } from './escalate-input.ts';
import type { Terminal } from './escalate-terminal.ts';
import type { StayInput } from './stay.ts';
import { warnWhenSilent } from './warn-when-silent.ts';

export interface StartFlags {
  input: string;
  again: boolean;
  wait: boolean;
}

/** The input itself, or the path of a JSON file (`-`: standard input). */
export interface StartWith<Input> {
  input: Input | string;
  wait: boolean;
}

export async function start(client: EscalationClient, { input, again, wait }: StartFlags, terminal: Terminal): Promise<number> {
  const handle = await client.start(await readEscalationInput(input, terminal.stdin), { again });
  terminal.print(JSON.stringify({ workflowId: handle.workflowId, runId: handle.runId, joined: handle.joined }));
  return wait ? printResult(handle, terminal) : 0;
}

export async function invite(
  client: EscalationClient,
  { input, wait }: StartWith<InviteToCallInput>,
  terminal: Terminal,
): Promise<number> {
  const request = typeof input === 'string' ? await readInviteInput(input, terminal.stdin) : input;
  // A stay takes it as an update, which needs a worker.
  const handle = await warnWhenSilent(client.invite(request), terminal.printError);
  const ids = handle.kind === 'inviteToCall' ? { runId: handle.runId, joined: handle.joined } : {};
  terminal.print(JSON.stringify({ kind: handle.kind, workflowId: handle.workflowId, ...ids }));
  return wait ? printResult(handle, terminal) : 0;
}

export async function stay(client: EscalationClient, { input, wait }: StartWith<StayInput>, terminal: Terminal): Promise<number> {
  const handle = await client.stay(typeof input === 'string' ? await readStayInput(input, terminal.stdin) : input);
  terminal.print(JSON.stringify({ workflowId: handle.workflowId, runId: handle.runId, joined: handle.joined }));
  return wait ? printResult(handle, terminal) : 0;
}
