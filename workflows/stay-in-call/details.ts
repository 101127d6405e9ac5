import type { StaySnapshot } from '../contract/stay.ts';
import type { HeadCount } from './snapshot.ts';
import { timelinePart, timeOf } from '../run/timeline-page.ts';

const STATUS_IN_WORDS = {
  staying: 'The bot stays in the call, and keeps it alive.',
  leaving: 'The bot is leaving the call.',
  left: 'The bot has left the call.',
  ended: 'The call has ended, or the bot was removed from it.',
} satisfies Record<StaySnapshot['status'], string>;

/** The stay in Markdown, for the Temporal UI. Lists only: its tables have no spacing. Holds ids and codes, no names. */
export function stayDetails(
  { status, call, invites, aloneSince, waitingFor, timeline }: Omit<StaySnapshot, 'people'>,
  { people, inLobby, applications }: HeadCount,
): string {
  return [
    `### ${STATUS_IN_WORDS[status]}`,
    '',
    `- Multiparty call \`${call.id}\`: ${call.state}`,
    `- In it: ${people}${inLobby > 0 ? `, of whom ${inLobby} in the lobby` : ''}${applications > 0 ? `; ${applications} of them applications` : ''}`,
    ...(aloneSince === undefined ? [] : [`- Nobody but applications since ${timeOf(aloneSince)}`]),
    ...(invites.length > 0 ? [`- Invited: ${invites.length}, of whom in: ${invites.filter(isIn).length}`] : []),
    ...(waitingFor ? [`- Waiting for ${waitingFor.what}, until ${timeOf(waitingFor.until)}`] : []),
    '',
    ...timelinePart(timeline),
  ].join('\n');
}

function isIn({ outcome }: StaySnapshot['invites'][number]): boolean {
  return outcome === 'joined' || outcome === 'alreadyIn';
}
