import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { errorMessage } from '../contract/errors.ts';
import type { EscalateCallInput } from '../contract/input.ts';
import { parseEscalateCallInput } from '../contract/input-schema.ts';
import type { EscalationResult } from '../contract/result.ts';
import { EscalationFailed } from './escalation-failed.ts';
import { type EscalationClient, InvalidEscalationInput } from './escalation-client.ts';
import type { EscalationHandle } from './escalation-handle.ts';
import { sayWhenSilent } from './say-when-silent.ts';
import { watch } from './watch.ts';

/** Prints a line of output, or of complaint. */
export type Print = (line: string) => void;

export interface Voice {
  print: Print;
  complain: Print;
}

export interface StartFlags {
  input: string;
  again: boolean;
  wait: boolean;
}

/** Each command resolves with the exit code. */
export async function start(client: EscalationClient, { input, again, wait }: StartFlags, { print }: Voice): Promise<number> {
  const handle = await client.start(await readInput(input), { again });
  print(JSON.stringify({ workflowId: handle.workflowId, runId: handle.runId, joined: handle.joined }));
  return wait ? printResult(handle, print) : 0;
}

export async function show(client: EscalationClient, callId: string, { print, complain }: Voice): Promise<number> {
  const handle = await client.find(callId);
  print(JSON.stringify(await sayWhenSilent(handle.state(), complain), undefined, 2));
  return 0;
}

export async function watchUntilEnd(client: EscalationClient, callId: string, { print, complain }: Voice): Promise<number> {
  const handle = await client.find(callId);
  const heard = { ...handle, state: () => sayWhenSilent(handle.state(), complain) };
  for await (const { at, what } of watch(heard)) print(`${at} ${what}`);
  return printResult(handle, print);
}

export async function wait(client: EscalationClient, callId: string, { print }: Voice): Promise<number> {
  return printResult(await client.find(callId), print);
}

export async function cancel(client: EscalationClient, callId: string, { print }: Voice): Promise<number> {
  const handle = await client.find(callId);
  await handle.cancel();
  print(`${handle.workflowId} was asked to end, if it had not ended already; see how with: npm run escalate -- wait ${callId}`);
  return 0;
}

async function printResult(handle: EscalationHandle, print: Print): Promise<number> {
  try {
    const result: EscalationResult = await handle.result();
    print(JSON.stringify(result, undefined, 2));
    return result.outcome === 'escalated' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof EscalationFailed)) throw error;
    print(JSON.stringify({ failure: error.kind, message: error.message, details: error.details }, undefined, 2));
    return 1;
  }
}

async function readInput(from: string): Promise<EscalateCallInput> {
  const parsed = parseJson(from, await readText(from));
  assertInput(parsed);
  return parsed;
}

async function readText(from: string): Promise<string> {
  try {
    return from === '-' ? await text(process.stdin) : await readFile(from, 'utf8');
  } catch (error) {
    throw new InvalidEscalationInput(`${from} cannot be read: ${errorMessage(error)}`);
  }
}

function parseJson(from: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Without the parser's words: they quote the input, which names people.
    throw new InvalidEscalationInput(`${from === '-' ? 'standard input' : from} is not JSON`);
  }
}

function assertInput(value: unknown): asserts value is EscalateCallInput {
  const parsed = parseEscalateCallInput(value);
  if (!parsed.ok) throw new InvalidEscalationInput(parsed.why);
}
