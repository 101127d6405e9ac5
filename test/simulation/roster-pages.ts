import type { GraphAnswer } from '../../activities/graph/client/graph-answer.ts';
import type { SlowRosters } from './circumstances.ts';
import { BASE } from './parse-request.ts';

/** One page of a roster, from 1. Who came last is on the last page, and pages may be empty. */
export function pageOf(whole: GraphAnswer, page: number, callId: string, { pages }: SlowRosters): GraphAnswer {
  const { body } = whole;
  if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value)) return whole;
  const people: unknown[] = body.value;
  const value = people.filter((_, i) => page === Math.max(1, pages - people.length + 1 + i));
  const next = `${BASE}/communications/calls/${callId}/participants?$skiptoken=${page + 1}`;
  return { ...whole, body: { ...body, value, ...(page < pages && { '@odata.nextLink': next }) } };
}

/** The least that a probe must have the patience for, in ms. */
const PATIENCE = 3_000;

/** Whether this answer completes a roster, of which a probe can have all pages in time. */
export function completesRoster(page: number, { pages, pageTakes }: SlowRosters): boolean {
  return page === pages && pages * (pageTakes + NETWORK) < PATIENCE;
}

const NETWORK = 120;
