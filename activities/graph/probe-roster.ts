import { ApplicationFailure } from '@temporalio/common';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { REQUEST_LIMITS } from '../../workflows/contract/request-limits.ts';
import { callPath } from './call-path.ts';
import { type Got, get, type Probed } from './get.ts';
import type { Graph } from './graph-client.ts';
import { readRoster } from './read-roster.ts';

/** A large meeting has a few pages; more than this is a ring of links. */
const MOST_PAGES = 20;

/**
 * Everyone who is in the multiparty call now. A 404 says nothing: the read of the call itself decides whether it has ended. Where
 * the time for all pages is over, or a later page fails, the earlier ones are told as a part; without any it throws.
 */
export async function probeRoster(graph: Graph, { callId, tenantId }: Probed): Promise<CallEvent[]> {
  const limit = AbortSignal.timeout(REQUEST_LIMITS.roster);
  const getPage = (path: string) => get(graph, 'read the participants', tenantId, path, limit);
  const first = await getPage(callPath(callId, 'participants'));
  const participants: unknown[] = [];
  let page: Got | undefined = first;
  for (let pages = 1; page !== undefined; pages++) {
    const { value, nextLink } = pageOf(page.answer.body);
    if (page.answer.status === 404 || value === undefined) return [];
    participants.push(...value);
    if (nextLink === undefined) return readRoster(participants, { callId, at: first.at });
    page = pages < MOST_PAGES ? await getPage(nextLink).catch(unreadPage) : undefined;
  }
  return readRoster(participants, { callId, at: first.at }, 'delta');
}

/** @throws {Error} where the failure is not Graph's but a bug of ours */
function unreadPage(error: unknown): undefined {
  if (!(error instanceof ApplicationFailure)) throw error;
}

function pageOf(body: unknown): { value?: unknown[]; nextLink?: string } {
  if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value)) return {};
  const nextLink = '@odata.nextLink' in body ? body['@odata.nextLink'] : undefined;
  return { value: body.value, ...(typeof nextLink === 'string' && { nextLink }) };
}
