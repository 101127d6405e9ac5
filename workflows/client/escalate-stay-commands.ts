import type { RemoveParticipantArgument } from '../contract/stay.ts';
import type { EscalationClient } from './escalation-client.ts';
import { printResult } from './escalate-commands.ts';
import { type Output, printJson } from './escalate-terminal.ts';
import { warnWhenSilent } from './warn-when-silent.ts';

export async function people(client: EscalationClient, callId: string, output: Output): Promise<number> {
  const stay = await client.findStay(callId);
  printJson(output, await warnWhenSilent(stay.people(), output.printError));
  return 0;
}

export interface RemoveFlags {
  callId: string;
  who: RemoveParticipantArgument;
  requestId: string | undefined;
}

export async function remove(client: EscalationClient, { callId, who, requestId }: RemoveFlags, output: Output): Promise<number> {
  const stay = await client.findStay(callId);
  const removing = stay.remove(who, requestId === undefined ? {} : { requestId });
  const removed = await warnWhenSilent(removing, output.printError);
  printJson(output, removed);
  return removed.removed ? 0 : 1;
}

export async function leave(client: EscalationClient, callId: string, output: Output): Promise<number> {
  const stay = await client.findStay(callId);
  return await printResult({ result: () => warnWhenSilent(stay.leave(), output.printError) }, output);
}
