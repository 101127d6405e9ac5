import type { InviteProgress, InviteSnapshot } from '../contract/invite.ts';
import { timelinePart, timeOf } from '../run/timeline-page.ts';

const STATUS_IN_WORDS = {
  inviting: 'People are being invited into the call.',
  done: 'Done: each has an outcome.',
  failed: 'Failed: an operator must fix something',
  cancelled: 'Cancelled: nobody more was invited.',
} satisfies Record<InviteSnapshot['status'], string>;

const OUTCOME_IN_WORDS = {
  waiting: 'not invited yet',
  ringing: 'invited, and not in yet',
  joined: 'in',
  inLobby: 'in the lobby',
  alreadyIn: 'in already',
  declined: 'declined',
  unanswered: 'did not answer',
  failed: 'failed',
  unknown: 'unknown',
} satisfies Record<InviteProgress, string>;

/** The invitation in Markdown, for the Temporal UI. Lists only: its tables have no spacing. Holds ids and codes, no names. */
export function invitationDetails({ status, callId, people, waitingFor, timeline }: InviteSnapshot): string {
  return [
    `### ${STATUS_IN_WORDS[status]}`,
    '',
    `- Multiparty call \`${callId}\``,
    ...people.map(({ user, outcome }) => `- User \`${user.id}\`: ${OUTCOME_IN_WORDS[outcome]}`),
    ...(waitingFor ? [`- Waiting for ${waitingFor.what}, until ${timeOf(waitingFor.until)}`] : []),
    '',
    ...timelinePart(timeline),
  ].join('\n');
}
