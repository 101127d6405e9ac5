import { inviteActivity } from '../../run/activity-options.ts';
import { now } from '../../run/clock.ts';
import { recordInvite } from '../../run/invites.ts';
import { NOTHING_SENT, type Request } from '../../run/request.ts';
import { sendAbortable } from '../../run/requests.ts';
import { addToTimeline } from '../../run/timeline.ts';
import type { Escalation } from '../escalation.ts';
import { inviteContext } from '../invite-context.ts';
import { activeLegOf, p2pLegOf } from '../legs.ts';
import { hasShownItself, type Move } from '../move.ts';
import { markUnknown } from '../unknown-outcomes.ts';

/** Sends the invite that replaces the P2P call. */
export function sendInvite(escalation: Escalation, form: 'bare' | 'path'): Move {
  const { run } = escalation;
  const invite = recordInvite(run, (n) => inviteContext(escalation, n));
  const attempt = run.state.invitesSent;
  addToTimeline(run, { what: `Inviting the caller, replacing the P2P call (attempt ${attempt})`, leg: 'multiparty' });
  const move: Move = { attempt, form, leg: activeLegOf(escalation), invite, request: NOTHING_SENT, sentTime: now(run) };
  move.request = send(escalation, move);
  return move;
}

/** After a try that was certainly not processed. */
export function sendInviteAgain(escalation: Escalation, move: Move): void {
  move.sentTime = now(escalation.run);
  move.request = send(escalation, move);
}

function send(escalation: Escalation, move: Move): Request {
  const { run, input } = escalation;
  const { attempt, form, invite, leg } = move;
  const { callId, tenantId } = leg;
  const replaces = { callId: p2pLegOf(escalation).callId, form };
  const { clientContext } = invite;
  return sendAbortable(
    run,
    'invite',
    () =>
      inviteActivity(`Invite the caller, replacing the P2P call (attempt ${attempt})`)({
        callId,
        tenantId,
        participants: [{ ...input.p2pCall.caller, replaces }],
        clientContext,
      }),
    ({ type, error, resultInfo }) => {
      if (type === 'OutcomeUnknown' && !hasShownItself(escalation, move)) markUnknown(escalation, 'invite');
      addToTimeline(run, { what: `Invite: ${error.message}`, leg: 'multiparty', ...(resultInfo && { resultInfo }) });
    },
  );
}
