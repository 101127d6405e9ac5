import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { foldId } from '../workflows/contract/call-id.ts';
import type { EscalateCallInput } from '../workflows/contract/input.ts';
import { describeFaults, escalateOptionsSchema } from '../workflows/contract/input-schema.ts';
import type { IncomingCall } from './incoming-call.ts';

/** One route: which incoming calls start an escalation by themselves, and with what input. */
export interface EscalationRoute {
  when: { tenantId?: string; callerUserId?: string; targetId?: string };
  escalate: Omit<EscalateCallInput, 'p2pCall'>;
}

const id = z.string().min(1).optional();
const routeSchema = z.strictObject({
  when: z.strictObject({ tenantId: id, callerUserId: id, targetId: id }),
  // Kept as written: the worker's `checkInput` applies the defaults, which then stand in the history.
  escalate: z.custom<EscalationRoute['escalate']>().superRefine((escalate, context) => {
    const parsed = escalateOptionsSchema.safeParse(escalate);
    if (!parsed.success) context.addIssue({ code: 'custom', message: describeFaults(parsed.error) });
  }),
});

/** Reads `ESCALATION_ROUTES`. Throws an error that names the file and the path of each fault. */
export function readEscalationRoutes(path: string): EscalationRoute[] {
  const parsed = z.array(routeSchema).safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw new Error(`ESCALATION_ROUTES: ${path} is not right: ${describeFaults(parsed.error)}`);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(
      `ESCALATION_ROUTES: ${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** The first route that matches; ids are compared folded. @param tenantId the token's `tid` */
export function findRoute(routes: readonly EscalationRoute[], call: IncomingCall, tenantId: string): EscalationRoute | undefined {
  return routes.find(
    ({ when }) =>
      same(when.tenantId, [tenantId]) &&
      same(when.callerUserId, call.caller ? [call.caller.id] : []) &&
      same(when.targetId, call.targetIds),
  );
}

function same(wanted: string | undefined, found: readonly string[]): boolean {
  return wanted === undefined || found.some((id) => foldId(id) === foldId(wanted));
}
