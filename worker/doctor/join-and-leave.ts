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
import type { ResultInfo } from '../../workflows/contract/result.ts';
import { attempt, type Looked } from './check.ts';
import type { Callback, Heard } from './heard.ts';
import type { SetUp } from './set-up.ts';

/** How long is waited for each sign, in ms. */
export interface JoinPatience {
  callback: number;
  place: number;
  end: number;
}

export interface Joining {
  link: string;
  heard: Heard;
  /** Carried by the callback address. */
  workflowId: string;
  patience: JoinPatience;
  /** Ends all waits, so that the leg is hung up at once. */
  signal?: AbortSignal | undefined;
}

export interface JoinSeen {
  /** Of the meeting, where it is another than the one that is examined. */
  otherTenant?: string;
  setting: string;
  form: MediaForm;
  /** ms until Graph's response. `failed` of type `OutcomeUnknown`: there may be a leg nevertheless. */
  created: Looked<number>;
  /** `after` in ms, since the request was sent. */
  callback?: Callback & { after: number };
  ended?: ResultInfo;
  /** What the roster says of the bot itself. */
  place?: 'meeting' | 'lobby';
  left?: Looked<'told' | 'untold'> | 'unknown id';
  patience: JoinPatience;
}

/** Joins a meeting with a leg of our own, as an escalation does, watches how it begins, and hangs it up whatever happens. */
export async function joinAndLeave(setUp: SetUp, joining: Joining): Promise<JoinSeen | { badLink: string }> {
  const link = readJoinLink(joining.link);
  if (!link.ok) return { badLink: link.why };
  const { meeting } = link;
  const tenantId = meeting.kind === 'organizer' ? meeting.organizer.user.tenantId : setUp.tenantId;
  const { multipartyMedia } = setUp.worker.activities;
  const deps = depsOf(setUp, joining.workflowId);

  const sentAt = Date.now();
  const request = { run: randomUUID(), attempt: 1, tenantId, meeting, mediaForm: 'preferred' as const };
  const answer = await attempt(() => createCreateCall(deps)(request));
  const created = 'found' in answer ? { found: Date.now() - sentAt } : answer;
  // What it remembers is what was taken.
  const other = normalizeId(tenantId) !== normalizeId(setUp.tenantId) && { otherTenant: tenantId };
  const seen = { ...other, setting: multipartyMedia, form: deps.media.choose('preferred'), created, patience: joining.patience };
  if ('failed' in answer && !mayHaveMadeOne(answer.failed)) return seen;

  const known = 'found' in answer ? answer.found : [];
  const leg = { deps, tenantId, callId: () => [...known, ...joining.heard.events].at(0)?.callId };
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
  const { heard, patience, signal } = joining;
  const first = await heard.waitFor(() => heard.callbacks.find(({ at }) => at >= sentAt), patience.callback, signal);
  if (!first) return {};
  const callback = { ...first, after: first.at - sentAt };
  if (first.refused !== undefined) return { callback };
  const { applicationId } = leg.deps;
  const sign = () => endIn(heard.events) ?? placeIn(heard.events, applicationId);
  const told = await heard.waitFor(sign, patience.place, signal);
  return { callback, ...(told ?? (await askPlace(leg))) };
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

/** Rosters come late or never (Graph §12), so they are asked for, too. */
async function askPlace({ deps, tenantId, callId }: OwnLeg): Promise<{ place?: 'meeting' | 'lobby' }> {
  const id = callId();
  if (id === undefined) return {};
  const asked = await attempt(() => probeRoster(deps.graph, { callId: id, tenantId }));
  return ('found' in asked && placeIn(asked.found, deps.applicationId)) || {};
}

async function leave({ heard, patience, signal }: Joining, leg: OwnLeg): Promise<JoinSeen['left']> {
  if (endIn(heard.events)) return { found: 'told' };
  const callId = leg.callId();
  if (callId === undefined) return 'unknown id';
  return attempt(async () => {
    await createHangUp(leg.deps)({ callId, tenantId: leg.tenantId });
    return (await heard.waitFor(() => endIn(heard.events), patience.end, signal)) ? 'told' : 'untold';
  });
}

function mayHaveMadeOne(error: Error): boolean {
  return error instanceof ApplicationFailure && error.type === 'OutcomeUnknown';
}

function depsOf({ worker, graph }: SetUp, workflowId: string): ActivityDeps {
  const { applicationId, callbackBaseUrl, callbackSigningKeys, multipartyMedia } = worker.activities;
  const addresses = createCallbackAddresses(callbackSigningKeys);
  return {
    graph,
    applicationId,
    media: createMediaChoice(multipartyMedia),
    callbackUri: async (leg) => callbackUri(callbackBaseUrl, await addresses.sign({ workflowId, leg })),
  };
}
