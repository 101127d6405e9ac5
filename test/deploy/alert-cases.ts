import type { AlertCase } from './alert-case.ts';
import { WEBHOOK_CASES } from './webhook-alert-cases.ts';
import { CALL_CASES } from './call-alert-cases.ts';
import { TEMPORAL_CASES } from './temporal-alert-cases.ts';

/** Each alert, with what makes it fire and what does not. */
export const ALERT_CASES: Record<string, AlertCase> = { ...TEMPORAL_CASES, ...CALL_CASES, ...WEBHOOK_CASES };
