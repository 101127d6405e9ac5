import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { errorMessage } from '../contract/errors.ts';
import type { EscalateCallInput } from '../contract/input.ts';
import { parseEscalateCallInput } from '../contract/input-schema.ts';
import type { InviteToCallInput } from '../contract/invite.ts';
import { parseInviteToCallInput } from '../contract/invite-schema.ts';
import { parseStayInCallInput } from '../contract/stay-schema.ts';
import { InvalidInput } from './invalid-input.ts';
import type { StayInput } from './stay.ts';

/** @param from path of a JSON file, or `-` for standard input */
export async function readEscalationInput(from: string, stdin: Readable): Promise<EscalateCallInput> {
  const value = await readJson('escalation', from, stdin);
  assertEscalation(value);
  return value;
}

export async function readInviteInput(from: string, stdin: Readable): Promise<InviteToCallInput> {
  const value = await readJson('invite', from, stdin);
  assertInvite(value);
  return value;
}

export async function readStayInput(from: string, stdin: Readable): Promise<StayInput> {
  const value = await readJson('stay', from, stdin);
  assertStay(value);
  return value;
}

async function readJson(of: InvalidInput['of'], from: string, stdin: Readable): Promise<unknown> {
  const json = await readText(of, from, stdin);
  try {
    return JSON.parse(json);
  } catch {
    // Without the parser's message: it quotes the input, which names people.
    throw new InvalidInput(of, `${from === '-' ? 'standard input' : from} is not JSON`);
  }
}

async function readText(of: InvalidInput['of'], from: string, stdin: Readable): Promise<string> {
  try {
    return from === '-' ? await text(stdin) : await readFile(from, 'utf8');
  } catch (error) {
    throw new InvalidInput(of, `${from} cannot be read: ${errorMessage(error)}`);
  }
}

function assertEscalation(value: unknown): asserts value is EscalateCallInput {
  const parsed = parseEscalateCallInput(value);
  if (!parsed.ok) throw new InvalidInput('escalation', parsed.why);
}

function assertInvite(value: unknown): asserts value is InviteToCallInput {
  const parsed = parseInviteToCallInput(value);
  if (!parsed.ok) throw new InvalidInput('invite', parsed.why);
}

function assertStay(value: unknown): asserts value is StayInput {
  const parsed = parseStayInCallInput(value);
  if (!parsed.ok) throw new InvalidInput('stay', parsed.why);
}
