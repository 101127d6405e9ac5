import { awaitNextTry, wasNotTaken } from '../await-next-try.ts';
import { now } from '../clock.ts';
import { probe, PROBE_WAIT_MS } from '../probe.ts';
import type { RequestFailure } from '../request-failure.ts';
import { wasRefused } from '../request.ts';
import type { Run } from '../run.ts';
import { pauseUntil, waitUntil } from '../wait.ts';
import { type Ask, placeSince, saidOf, sendAgain, sendAsk } from './ask.ts';
import type { Inviting } from './inviting.ts';
import { awaitRoster, type Guest, isOpen, putBack, settle, takeBack } from './party.ts';

const OUTCOMES = { inviteDeclined: 'declined', inviteUnanswered: 'unanswered', inviteFailed: 'failed' } as const;

/** With our own leg gone there is no roster any more, but the operation's end may be under way. */
const LAST_SIGNS_TIMEOUT_MS = 2_000;

/**
 * One invite of several people, or of one: sends it, awaits its end, and says of each what became of them; whoever a roster is yet to
 * show is confirmed later.
 * @returns why Graph refused the request for good
 */
export async function inviteGroup(run: Run, group: readonly Guest[], inviting: Inviting): Promise<RequestFailure | undefined> {
  const ask = sendAsk(run, group, inviting);
  await awaitEnd(run, ask, inviting);
  ask.endedTime = now(run);
  if (wasRefused(ask.request) && !isAnybodySeen(run, ask, inviting)) return await settleRefused(run, ask, inviting);
  if (inviting.leg().end) await awaitLastSigns(run, ask);
  if (saidOf(run, ask).kind === 'failed') await probeAfterFailure(run);
  for (const guest of group) settleSeen(run, ask, guest, inviting);
  settleUnseen(run, ask, inviting);
  return undefined;
}

async function awaitEnd(run: Run, ask: Ask, inviting: Inviting): Promise<void> {
  const { inviteWithin } = inviting.policy;
  const latest = now(run) + inviteWithin;
  const isPointless = () =>
    inviting.isStopped() ||
    inviting.leg().end !== undefined ||
    isAnybodySeen(run, ask, inviting) ||
    saidOf(run, ask).kind !== 'nothing';
  for (let tries = 1; ; tries++) {
    await waitUntil(run, {
      what: 'the invite to end',
      ready: () => hasEnded(run, ask, inviting),
      until: () => ask.sentTime + inviteWithin,
    });
    if (!wasNotTaken(ask.request) || isPointless()) return;
    const mayBeSent = await awaitNextTry(run, ask.request, { tries, latest, orElse: isPointless });
    if (!mayBeSent || isPointless()) return;
    sendAgain(run, ask, inviting);
  }
}

function hasEnded(run: Run, ask: Ask, inviting: Inviting): boolean {
  return (
    inviting.leg().end !== undefined ||
    wasRefused(ask.request) ||
    saidOf(run, ask).kind !== 'nothing' ||
    ask.group.every((guest) => placeSince(run, inviting, guest, ask.invite.sentSeq) !== 'absent')
  );
}

function isAnybodySeen(run: Run, { group, invite }: Ask, inviting: Inviting): boolean {
  return group.some((guest) => placeSince(run, inviting, guest, invite.sentSeq) !== 'absent');
}

/** A call that has ended explains any refusal; it is looked at before anything is said of people (workflows/call/README.md, Failures). */
async function settleRefused(run: Run, { group, request }: Ask, inviting: Inviting): Promise<RequestFailure | undefined> {
  const { failure } = request;
  const wasTaken = !wasNotTaken(request);
  if (wasTaken) await probeAfterFailure(run);
  if (inviting.leg().end || (!wasTaken && inviting.isStopped())) {
    for (const guest of group) takeBack(guest);
    return undefined;
  }
  const { type, resultInfo } = failure ?? {};
  for (const guest of group) settle(guest, 'failed', resultInfo && { resultInfo });
  return type === 'NotProcessed' || type === 'CallNotFound' || type === 'CapacityReached' ? undefined : failure;
}

/** A failure tells neither whose it is nor who is in all the same: the roster does. */
async function probeAfterFailure(run: Run): Promise<void> {
  const probed = probe(run, 'who is in after the failure');
  await pauseUntil(run, 'Graph to tell who is in', now(run) + PROBE_WAIT_MS, () => probed.done);
}

async function awaitLastSigns(run: Run, ask: Ask): Promise<void> {
  const until = now(run) + LAST_SIGNS_TIMEOUT_MS;
  await pauseUntil(run, 'the last signs of the invite', until, () => saidOf(run, ask).kind !== 'nothing');
}

/** Whoever was seen is in, whatever the operation says; in the lobby, until a roster says otherwise. */
function settleSeen(run: Run, ask: Ask, guest: Guest, inviting: Inviting): void {
  const since = ask.invite.sentSeq;
  const place = placeSince(run, inviting, guest, since);
  const { kind } = saidOf(run, ask);
  const isToBeShown = place === 'inLobby' || (place === 'absent' && (kind === 'completed' || kind === 'elsewhere'));
  if (place === 'in') settle(guest, 'joined');
  else if (isToBeShown)
    awaitRoster(guest, { since, by: now(run) + inviting.policy.replaceWithin, completed: kind === 'completed' });
}

/** One who is not seen after a failure has caused it; of several nobody knows which, and a no is not asked twice. */
function settleUnseen(run: Run, ask: Ask, inviting: Inviting): void {
  const unseen = ask.group.filter((guest) => isOpen(guest) && !guest.confirmation);
  const said = saidOf(run, ask);
  if (said.kind !== 'failed') {
    // With the call gone, they are out; else nobody knows, and a second invite might ring twice.
    if (!inviting.leg().end) for (const guest of unseen) settle(guest, 'unknown');
    return;
  }
  const { verdict, resultInfo } = said;
  const isOne = unseen.length === 1;
  for (const guest of unseen) {
    const repeats = isOne ? guest.repeats : Math.min(guest.repeats, 1);
    const more = resultInfo && { resultInfo };
    if (verdict.kind === 'repeat' && repeats > 0 && !inviting.isStopped()) putBack(guest, repeats - 1);
    else if (verdict.kind === 'repeat') settle(guest, 'failed', more);
    else settle(guest, isOne ? OUTCOMES[verdict.reason] : 'unknown', more);
  }
}
