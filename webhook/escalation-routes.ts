import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorMessage } from '../workflows/contract/errors.ts';
import type { IncomingCall } from '../activities/graph/read/incoming-call.ts';
import { normalizeId } from '../workflows/contract/call-id.ts';
import { describeFaults } from '../workflows/contract/faults-of-schema.ts';
import type { EscalateCallInput } from '../workflows/contract/input.ts';
import { escalateOptionsSchema } from '../workflows/contract/input-schema.ts';

/** Which incoming calls start an escalation, and with what input. */
export interface EscalationRoute {
  when: { tenantId?: string; callerUserId?: string; targetId?: string };
  /** As written: the worker's `checkInput` applies the defaults, and thus records them in the history. */
  escalate: Omit<EscalateCallInput, 'p2pCall'>;
}

const id = z.string().min(1, 'must not be empty').optional();
const fileSchema = z.array(
  z.strictObject({ when: z.strictObject({ tenantId: id, callerUserId: id, targetId: id }), escalate: z.unknown() }),
  'must be a list of routes, [{ "when": {…}, "escalate": {…} }]',
);

/** Reads the file of `ESCALATION_ROUTES`. Throws an error that names the file and the path of each fault. */
export function readEscalationRoutes(path: string): EscalationRoute[] {
  const parsed = fileSchema.safeParse(readJson(path));
  if (!parsed.success) throw new Error(`${path} is invalid: ${describeFaults(parsed.error)}`);
  const faults = parsed.data.flatMap(({ escalate }, index) => faultsOf(escalate, index));
  if (faults.length > 0) throw new Error(`${path} is invalid: ${faults.join('; ')}`);
  return parsed.data.flatMap(({ when, escalate }) => (isEscalateOptions(escalate) ? [{ when, escalate }] : []));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}

function faultsOf(escalate: unknown, index: number): string[] {
  const { error } = escalateOptionsSchema.safeParse(escalate);
  return error ? [describeFaults(error, [index, 'escalate'])] : [];
}

function isEscalateOptions(escalate: unknown): escalate is EscalationRoute['escalate'] {
  return escalateOptionsSchema.safeParse(escalate).success;
}

/** The first route that matches; ids are compared normalized. @param tenantId the token's `tid` */
export function findRoute(routes: readonly EscalationRoute[], call: IncomingCall, tenantId: string): EscalationRoute | undefined {
  return routes.find(
    ({ when }) =>
      same(when.tenantId, [tenantId]) &&
      same(when.callerUserId, call.caller ? [call.caller.id] : []) &&
      same(when.targetId, call.targetIds),
  );
}

function same(wanted: string | undefined, found: readonly string[]): boolean {
  return wanted === undefined || found.some((id) => normalizeId(id) === normalizeId(wanted));
}

/** What to do about an incoming call. */
export type StartDecision =
  | { kind: 'start'; input: EscalateCallInput }
  /** Other services start escalations of such calls, or nobody does. */
  | { kind: 'noRoute' }
  | { kind: 'noUserId' };

/** @param tenantId the token's `tid`: tenant of the call */
export function decideStart(routes: readonly EscalationRoute[], call: IncomingCall, tenantId: string): StartDecision {
  const route = findRoute(routes, call, tenantId);
  if (!route) return { kind: 'noRoute' };
  if (!call.caller) return { kind: 'noUserId' };
  const p2pCall = { id: call.callId, tenantId, state: 'incoming', caller: { user: call.caller }, receivedAt: call.at } as const;
  return { kind: 'start', input: { ...route.escalate, p2pCall } };
}
