import type { CallEvent } from '../../workflows/contract/events.ts';
import { callPath } from './call-path.ts';
import { get, type Probed } from './get.ts';
import type { Graph } from './graph-client.ts';
import { readRoster } from './read-roster.ts';

/** A large meeting has a few pages; more than this is a ring of links. */
const MOST_PAGES = 20;

/** Everyone who is in the multiparty call now. A 404 says nothing: the read of the call itself decides whether it has ended. */
export async function probeRoster(graph: Graph, { callId, tenantId }: Probed): Promise<CallEvent[]> {
  const participants: unknown[] = [];
  let begun: string | undefined;
  let next: string | undefined = callPath(callId, 'participants');
  for (let page = 1; next !== undefined && page <= MOST_PAGES; page++) {
    const { answer, at } = await get(graph, 'read the participants', tenantId, next);
    const { value, nextLink } = pageOf(answer.body);
    if (answer.status === 404 || value === undefined) return [];
    participants.push(...value);
    begun ??= at;
    next = nextLink;
  }
  return begun === undefined ? [] : readRoster(participants, { callId, at: begun });
}

function pageOf(body: unknown): { value?: unknown[]; nextLink?: string } {
  if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value)) return {};
  const nextLink = '@odata.nextLink' in body ? body['@odata.nextLink'] : undefined;
  return { value: body.value, ...(typeof nextLink === 'string' && { nextLink }) };
}
