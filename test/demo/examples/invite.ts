import { randomUUID } from 'node:crypto';
import type { InviteRun } from '../../../workflows/client/invite-handle.ts';
import type { InvitedUser } from '../../../workflows/contract/input.ts';
import type { InviteResult } from '../../../workflows/contract/invite.ts';
import type { OtherService } from '../../support/other-service.ts';
import type { Ran } from '../call-once.ts';
import { asExpected } from '../conclusion.ts';
import { followCall } from '../follow-call.ts';
import { linkTo } from '../look-around.ts';
import type { Everything } from '../start-everything.ts';
import { inviteFaults } from './invite-verdict.ts';
import { createNarration, type Narration } from './narration.ts';
import { until } from './until.ts';

interface Invited {
  run: InviteRun;
  result: InviteResult;
}

/** Another service has a multiparty call, and has people invited into it: the seed's first two examples. */
export async function runInvite(everything: Everything, people: InvitedUser[], print: (line: string) => void): Promise<Ran> {
  const service = everything.otherService();
  const narration = createNarration();
  const invited = invite(everything, service, people, narration);
  const record = await followCall(everything.simulator, invited, print, narration.steps);
  await service.close();
  const { run, result } = await invited;
  const faults = inviteFaults(result, record, people);
  const link = linkTo(everything, run);
  const invites = record.requests.filter(({ kind }) => kind === 'invite').length;
  const alive = record.legs.filter((leg) => leg.alive).length;
  for (const line of [
    '',
    ...result.people.map(
      ({ user, outcome }, i) => `${i === 0 ? 'Result ' : '       '}  ${nameOf(people, user.id)} (${user.id}): ${outcome}`,
    ),
    `         multiparty call ${result.callId}`,
    `Record   ${invites} invite; ${alive} legs alive`,
    ...(link ? [`Open     ${link}`] : []),
    asExpected(faults),
  ])
    print(line);
  const list = { what: 'all that concerns the call', query: `MultipartyCallId = "${result.callId}"` };
  return { asExpected: faults.length === 0, example: { id: run.workflowId, link, list } };
}

/** As a service does that has the call. It hangs up at the end, for the call is its own. */
async function invite(
  everything: Everything,
  service: OtherService,
  people: InvitedUser[],
  { tell }: Narration,
): Promise<Invited> {
  const { simulator, escalations } = everything;
  const tenantId = randomUUID();
  const id = await service.createCall(tenantId);
  await until('the call to be established', async () => {
    const { notifications } = await simulator.record();
    return notifications.some(({ kind, fate }) => kind === 'multiparty established' && fate === 'delivered');
  });
  tell('request', `start inviteToCall: ${people.map(({ user }) => user.displayName).join(', ')}`);
  const run = await escalations.invite({ requestId: randomUUID(), call: { id, tenantId }, participants: people });
  // Nobody stays in the call, so it is no update.
  if (run.kind !== 'inviteToCall') throw new Error(`Somebody stays in the call: ${run.workflowId}`);
  const result = await run.result();
  tell('result', result.people.map(({ user, outcome }) => `${nameOf(people, user.id)}: ${outcome}`).join(', '));
  await service.hangUp(tenantId, id);
  await until('the call to end', async () => (await simulator.record()).legs.every(({ alive }) => !alive));
  return { run, result };
}

function nameOf(people: InvitedUser[], id: string): string {
  return people.find(({ user }) => user.id === id)?.user.displayName ?? 'somebody';
}
