import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { createCreateCall } from '../../activities/create-call.ts';
import type { MediaForm } from '../../activities/graph/client/requests.ts';
import { callbackUri, createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { probeRoster } from '../../activities/probe.ts';
import { createHangUp } from '../../activities/hang-up.ts';
import { createMediaChoice } from '../../activities/multiparty-media.ts';
import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { readJoinLink } from '../../workflows/contract/join-link.ts';
import type { ResultInfo } from '../../workflows/contract/result-info.ts';
import { attempt, type Attempted } from './check.ts';
import type { Callback, CallbackRecorder } from './callback-recorder.ts';
import type { Setup } from './setup.ts';

/** How long to wait for each sign, in ms. */
export interface JoinTimeouts {
  callback: number;
  place: number;
  end: number;
}

export interface Joining {
  link: string;
  recorder: CallbackRecorder;
  /** Part of the callback address. */
  workflowId: string;
  timeouts: JoinTimeouts;
  /** Ends all waits, so that the leg is hung up immediately. */
  signal?: AbortSignal | undefined;
}

export interface JoinSeen {
  /** The meeting's tenant, if it is not the one being examined. */
  otherTenant?: string;
  setting: string;
  form: MediaForm;
  /** ms until Graph's response. If `failed` is of type `OutcomeUnknown`, there may be a leg nevertheless. */
  created: Attempted<number>;
  /** `after` in ms, since the request was sent. */
  callback?: Callback & { after: number };
  ended?: ResultInfo;
  /** Where the roster shows the bot. */
  place?: 'meeting' | 'lobby';
  left?: Attempted<'confirmed' | 'unconfirmed'> | 'unknown id';
  timeouts: JoinTimeouts;
}

/** Joins a meeting with a leg of our own, as an escalation does, watches it start, and hangs it up whatever happens. */
export async function joinAndLeave(setup: Setup, joining: Joining): Promise<JoinSeen | { badLink: string }> {
  const link = readJoinLink(joining.link);
  if (!link.ok) return { badLink: link.why };
  const { meeting } = link;
  const tenantId = meeting.kind === 'organizer' ? meeting.organizer.user.tenantId : setup.tenantId;
  const { multipartyMedia } = setup.worker.activities;
  const deps = depsOf(setup, joining.workflowId);

  const sentAt = Date.now();
  const request = { run: randomUUID(), attempt: 1, tenantId, meeting, mediaForm: 'preferred' as const };
  const answer = await attempt(() => createCreateCall(deps)(request));
  const created = 'found' in answer ? { found: Date.now() - sentAt } : answer;
  // It remembers the form that Graph accepted.
  const other = normalizeId(tenantId) !== normalizeId(setup.tenantId) && { otherTenant: tenantId };
  const seen = { ...other, setting: multipartyMedia, form: deps.media.choose('preferred'), created, timeouts: joining.timeouts };
  if ('failed' in answer && !mayHaveCreatedLeg(answer.failed)) return seen;

  const known = 'found' in answer ? answer.found : [];
  const leg = { deps, tenantId, callId: () => [...known, ...joining.recorder.events].at(0)?.callId };
  try {
    const watched = await watch(joining, leg, sentAt);
    return { ...seen, ...watched, left: await leave(joining, leg) };
  } catch (error) {
    await leave(joining, leg);
    throw error;
  }
}

interface OwnLeg {
  deps: ActivityDeps;
  tenantId: string;
  callId: () => string | undefined;
}

async function watch(joining: Joining, leg: OwnLeg, sentAt: number): Promise<Pick<JoinSeen, 'callback' | 'ended' | 'place'>> {
  const { recorder, timeouts, signal } = joining;
  const first = await recorder.waitFor(() => recorder.callbacks.find(({ at }) => at >= sentAt), timeouts.callback, signal);
  if (!first) return {};
  const callback = { ...first, after: first.at - sentAt };
  if (first.refused !== undefined) return { callback };
  const { applicationId } = leg.deps;
  const sign = () => endIn(recorder.events) ?? placeIn(recorder.events, applicationId);
  const seen = await recorder.waitFor(sign, timeouts.place, signal);
  return { callback, ...(seen ?? (await probePlace(leg))) };
}

function endIn(events: readonly CallEvent[]): { ended: ResultInfo } | undefined {
  const end = events.find((event) => event.type === 'call' && event.state === 'terminated');
  return end?.type === 'call' ? { ended: end.resultInfo ?? {} } : undefined;
}

function placeIn(events: readonly CallEvent[], applicationId: string): { place: 'meeting' | 'lobby' } | undefined {
  const entries = events.flatMap((event) => (event.type === 'roster' ? event.participants : []));
  const own = entries.findLast(({ id }) => normalizeId(id) === normalizeId(applicationId));
  return own && { place: own.inLobby ? 'lobby' : 'meeting' };
}

/** Rosters come late or never (Graph §12), so the roster is probed as well. */
async function probePlace({ deps, tenantId, callId }: OwnLeg): Promise<{ place?: 'meeting' | 'lobby' }> {
  const id = callId();
  if (id === undefined) return {};
  const probed = await attempt(() => probeRoster(deps.graph, { callId: id, tenantId }));
  return ('found' in probed && placeIn(probed.found, deps.applicationId)) || {};
}

async function leave({ recorder, timeouts, signal }: Joining, leg: OwnLeg): Promise<JoinSeen['left']> {
  if (endIn(recorder.events)) return { found: 'confirmed' };
  const callId = leg.callId();
  if (callId === undefined) return 'unknown id';
  return attempt(async () => {
    await createHangUp(leg.deps)({ callId, tenantId: leg.tenantId });
    return (await recorder.waitFor(() => endIn(recorder.events), timeouts.end, signal)) ? 'confirmed' : 'unconfirmed';
  });
}

function mayHaveCreatedLeg(error: Error): boolean {
  return error instanceof ApplicationFailure && error.type === 'OutcomeUnknown';
}

function depsOf({ worker, graph }: Setup, workflowId: string): ActivityDeps {
  const { applicationId, callbackBaseUrl, callbackSigningKeys, multipartyMedia } = worker.activities;
  const addresses = createCallbackAddresses(callbackSigningKeys);
  return {
    graph,
    applicationId,
    media: createMediaChoice(multipartyMedia),
    callbackUri: async (leg) => callbackUri(callbackBaseUrl, await addresses.sign({ workflowId, leg })),
  };
}
