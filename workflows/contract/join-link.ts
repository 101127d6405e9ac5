import type { MeetingCoordinates } from './input.ts';
import { decodeFully, isTeamsHost, parameter, unwrapJoinLink } from './unwrap-join-link.ts';

export type ReadJoinLink = { ok: true; meeting: MeetingCoordinates } | { ok: false; why: string };

const GUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * Reads a Teams join link into meeting coordinates: `/l/meetup-join/<thread>/<message>?context={Tid,Oid,MessageId?}`, encoded
 * once or twice, or `/meet/<digits>?p=<passcode>` (Graph §9.4), also as the browser's address shows them. Never throws; `why` says what is wrong and what to do.
 */
export function readJoinLink(text: string): ReadJoinLink {
  const link = unwrapJoinLink(text);
  if (!link) return refuse('is no URL; copy the join link from the meeting invitation');
  if (link.protocol !== 'https:') return refuse(`must begin with https://, not ${link.protocol}//`);
  if (link.username !== '' || link.password !== '') {
    return refuse(`holds a user name before its host, ${link.hostname}; copy the join link from the meeting invitation`);
  }
  if (!isTeamsHost(link.hostname)) {
    return refuse(
      `host ${link.hostname} is not supported; a join link is on teams.microsoft.com, teams.cloud.microsoft or teams.microsoft.us`,
    );
  }
  const [first, second, ...rest] = link.pathname.split('/').filter((part) => part !== '');
  if (first === 'l' && second === 'meetup-join') return meetupJoin(rest, link.searchParams.get('context'));
  if (first === 'meet' && second !== undefined && rest.length === 0) return meet(second, parameter(link, 'p'));
  return refuse('is no join link; it has the form /l/meetup-join/<thread>/<message>?context=… or /meet/<digits>?p=<passcode>');
}

/** Blanks are how Teams prints the id, not part of it. */
export function withoutBlanks(joinMeetingId: string): string {
  return joinMeetingId.replaceAll(/\s/g, '');
}

function meetupJoin(path: string[], rawContext: string | null): ReadJoinLink {
  const [threadId, messageId] = path.map(decodeFully);
  if (!threadId || !messageId || path.length > 2) return refuse('lacks its thread or message: /l/meetup-join/<thread>/<message>');
  if (!/^19:.+@/.test(threadId)) return refuse('holds no thread id of the form 19:…@…');
  const context = readContext(rawContext);
  if (!context) return refuse('lacks its context, ?context={"Tid":"…","Oid":"…"}; it was perhaps cut off when it was copied');
  const { Tid: tenantId, Oid: organizerId, MessageId: reply } = context;
  if (!isGuid(tenantId)) return refuse('lacks the tenant (Tid) in its context, or it is no GUID');
  if (!isGuid(organizerId)) return refuse('lacks the organizer (Oid) in its context, or it is no GUID');
  return {
    ok: true,
    meeting: {
      kind: 'organizer',
      chatInfo: { threadId, messageId, ...(typeof reply === 'string' && reply !== '' && { replyChainMessageId: reply }) },
      organizer: { user: { id: organizerId, tenantId } },
      allowConversationWithoutHost: true,
    },
  };
}

function meet(rawId: string, passcode: string | null): ReadJoinLink {
  const joinMeetingId = withoutBlanks(decodeFully(rawId));
  if (!/^\d+$/.test(joinMeetingId)) return refuse('holds no meeting id: /meet/ is followed by digits');
  return { ok: true, meeting: { kind: 'joinMeetingId', joinMeetingId, ...(passcode && { passcode }) } };
}

function readContext(raw: string | null): Record<string, unknown> | undefined {
  if (!raw) return undefined;
  try {
    const context: unknown = JSON.parse(raw.trim().startsWith('{') ? raw : decodeFully(raw));
    return typeof context === 'object' && context !== null ? { ...context } : undefined;
  } catch {
    return undefined;
  }
}

function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value);
}

function refuse(why: string): { ok: false; why: string } {
  return { ok: false, why };
}
