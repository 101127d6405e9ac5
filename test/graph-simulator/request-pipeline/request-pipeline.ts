import type { RequestFault } from '../faults/fault.ts';
import type { RequestKind } from '../faults/kinds.ts';
import type { FaultScript, Scope } from '../faults/script.ts';
import type { JsonObject, Reply } from '../model/reply.ts';
import type { World } from '../model/world.ts';
import { iso, type RecordedRequest } from './record.ts';

export type HeadedReply = Reply & { headers?: Record<string, string> };

/** What becomes of a request: a reply, or a connection that breaks or stays silent. */
export type Outcome = { reply: HeadedReply } | { lost: 'reset' | 'hang' };

export interface Visit {
  kind: RequestKind;
  method: string;
  path: string;
  scope: Scope;
  headers: Record<string, string>;
  body?: unknown;
  /** Adds what every answer carries, the scripted ones, too. */
  present?(reply: HeadedReply): HeadedReply;
}

/** Every request comes by here: it is written down, and served as the script has it. */
export interface RequestPipeline {
  serve(visit: Visit, process: (entry: RecordedRequest) => Promise<Reply>): Promise<Outcome>;
}

export interface FrontDeskParts {
  world: World;
  script: FaultScript;
  requests: RecordedRequest[];
  changed: () => void;
}

export function createFrontDesk({ world, script, requests, changed }: FrontDeskParts): RequestPipeline {
  const wait = (ms: number, what: string) => new Promise<void>((resolve) => void world.after(ms, what, resolve));

  async function undergo(visit: Visit, entry: RecordedRequest, process: () => Promise<Reply>): Promise<Outcome> {
    const fault = script.onRequest(visit.kind, visit.scope);
    if (fault?.do === 'reset') return { lost: 'reset' };
    if (fault?.do === 'reply') return { reply: scriptedReply(fault) };
    if (fault?.do === 'delay' && fault.what === 'processing') await wait(fault.ms, `${visit.kind} held back`);
    entry.processed = true;
    const reply = await process();
    if (fault?.do === 'delay' && fault.what === 'response') await wait(fault.ms, `response of ${visit.kind} held back`);
    return fault?.do === 'loseResponse' ? { lost: fault.how } : { reply };
  }

  return {
    async serve(visit, process) {
      const { scope, present = (reply) => reply, ...seen } = visit;
      const entry: RecordedRequest = { at: iso(world.now()), ...seen, ...scope, processed: false };
      requests.push(entry);
      changed();
      const outcome = await undergo(visit, entry, () => process(entry));
      if ('lost' in outcome) {
        entry.lost = outcome.lost;
        changed();
        return outcome;
      }
      const reply = present(outcome.reply);
      const { status, headers = {}, body } = reply;
      entry.reply = { at: iso(world.now()), status, headers, ...(body && { body: withoutToken(body) }) };
      changed();
      return { reply };
    },
  };
}

/** The record holds no tokens. */
function withoutToken(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'access_token'));
}

function scriptedReply({ status, body, retryAfter }: Extract<RequestFault, { do: 'reply' }>): HeadedReply {
  return {
    status,
    ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
    ...(typeof body === 'object' && body !== null && { body: { ...body } }),
  };
}
