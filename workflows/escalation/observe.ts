import { fold } from '../call/call.ts';
import { callerCameSince, isOfUse, legsOfAttempt, multipartyLegs, p2pLeg } from '../call/meeting.ts';
import { operationsOf, type SentInvite } from '../call/operation.ts';
import { newsOf } from '../call/news.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { CallEvent } from '../contract/events.ts';
import type { Escalation } from './escalation.ts';
import { note, report, writeMultipartyCallId } from './report.ts';
import { now } from './now.ts';
import { takeBackRequests } from './take-back-requests.ts';

/**
 * Folds what was heard into the call, whoever waits, and draws the conclusions that wait for nobody.
 * @param tick of the request, where a probe answers: what it read was true then, not now
 */
export function observe(e: Escalation, events: readonly CallEvent[], tick = ++e.tick): void {
  const before = e.call;
  e.call = events.reduce((call, event) => fold(e.subject, call, event, tick), before);
  const news = newsOf(e.subject, before, e.call, e.input.p2pCall.caller.user.id);
  for (const line of news) note(e, line);
  if (news.length > 0) e.lastNewsAt = now(e);
  for (const [key, leg] of Object.entries(e.call.legs)) if (leg.end && !e.endedAt.has(key)) e.endedAt.set(key, now(e));
  chooseMeeting(e);
  takeBackWhatHasNoReason(e);
  writeMultipartyCallId(e);
  clearUnknownOutcomes(e);
  report(e);
}

/** The first leg of this run to come to use is the one, whatever its attempt (design, rule 4). */
function chooseMeeting(e: Escalation): void {
  if (e.meeting !== undefined) return;
  const leg = multipartyLegs(e.call).find(
    (candidate) =>
      candidate.run === e.subject.run &&
      !e.dismissed.has(normalizeId(candidate.callId)) &&
      isOfUse(e.call, candidate, e.input.applicationId),
  );
  if (!leg) return;
  e.meeting = normalizeId(leg.callId);
}

/** Nothing is sent whose reason has gone. */
function takeBackWhatHasNoReason(e: Escalation): void {
  const p2p = p2pLeg(e.subject, e.call);
  if (p2p.end || p2p.reached !== 'incoming') takeBackRequests(e, 'answer');
  if (e.meeting !== undefined) takeBackRequests(e, 'create'); // a 503 was processed after all, and the repetition waits for a worker
}

function clearUnknownOutcomes(e: Escalation): void {
  const p2p = p2pLeg(e.subject, e.call);
  if (p2p.reached !== 'incoming' || p2p.end) e.unknownOutcomes.delete('answer');
  const invite = e.invites.at(-1);
  const operations = Object.values(e.call.operations);
  if (p2p.end || (invite && (operationsOf(invite, operations, e.invites).length > 0 || callerIsIn(e, invite))))
    e.unknownOutcomes.delete('invite');
  for (const creation of e.creations) {
    if (creation.outcome === 'unknown' && legsOfAttempt(e.subject, e.call, creation.attempt).length > 0)
      creation.outcome = 'known';
  }
  if (!e.creations.some(({ outcome }) => outcome === 'unknown')) e.unknownOutcomes.delete('create');
}

function callerIsIn(e: Escalation, { sentAt }: SentInvite): boolean {
  const { id } = e.input.p2pCall.caller.user;
  return multipartyLegs(e.call).some(
    (leg) => leg.run === e.subject.run && callerCameSince(e.call, leg, id, sentAt, false) === 'in',
  );
}
