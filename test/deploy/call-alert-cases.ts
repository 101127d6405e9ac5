import { METRIC_PREFIX as P } from '../../workflows/contract/metrics.ts';
import { type AlertCase, firstEvent, severalEvents } from './alert-case.ts';

const failed = (type: string) => firstEvent(`${P}escalation_outcomes_total{outcome="failed",reason="${type}"}`);

/** Of a histogram: all of one bucket, or some of the one above. */
const slower = (name: string, [limit, above]: [string, string], labels = ''): AlertCase => {
  const bucket = (le: string) => `${P}${name}_bucket{${labels}le="${le}"}`;
  return {
    fires: [{ [bucket(limit)]: '0+8x100', [bucket(above)]: '0+10x100', [bucket('+Inf')]: '0+10x100' }],
    quiet: [{ [bucket(limit)]: '0+10x100', [bucket(above)]: '0+10x100', [bucket('+Inf')]: '0+10x100' }],
  };
};

const PROBES = `${P}probe_answers_total{wait="the invite to end"}`;
const OUTCOMES = `${P}escalation_outcomes_total{outcome="escalated",reason="none"}`;

export const CALL_CASES: Record<string, AlertCase> = {
  AnswersLate: slower('answer_seconds', ['10', '15']),
  CallsUnanswered: firstEvent(`${P}unanswered_total`),
  PermissionMissing: failed('PermissionMissing'),
  TenantMismatch: failed('TenantMismatch'),
  CredentialsRejected: failed('CredentialsRejected'),
  RequestRejected: failed('RequestRejected'),
  InvalidInput: failed('InvalidInput'),
  QuotaFull: firstEvent(`${P}escalation_outcomes_total{outcome="notEscalated",reason="capacityReached"}`),
  LegsNearQuota: {
    // Each worker says the same number.
    fires: [{ [`${P}legs_open{instance="a"}`]: '82x100', [`${P}legs_open{instance="b"}`]: '82x100' }],
    quiet: [{ [`${P}legs_open{instance="a"}`]: '60x100', [`${P}legs_open{instance="b"}`]: '60x100' }],
  },
  GraphThrottles: {
    fires: [{ [`${P}graph_throttled_total{operation="create"}`]: '0+3x100' }],
    quiet: [{ [`${P}graph_throttled_total{operation="create"}`]: '0x60 5x40' }],
    labels: { operation: 'create' },
  },
  CreatingTakesLong: slower('step_seconds', ['30', '60'], 'step="creating",'),
  MovesTakeLong: slower('replacement_seconds', ['60', '120']),
  ResponsesLost: severalEvents(`${P}outcome_unknown_total{request="invite"}`, 2, 9),
  LateLegs: severalEvents(`${P}late_legs_hung_up_total`, 1, 9),
  LateLegLeftAlive: firstEvent('temporal_workflow_failed{workflow_type="hangUpLateLeg"}'),
  LegsLeftBehind: firstEvent(`${P}left_behind_total`),
  ProbesInsteadOfNotifications: {
    fires: [{ [PROBES]: '0x30 9x70', [OUTCOMES]: '0x30 3x70' }],
    quiet: [
      { [PROBES]: '0x30 9x70', [OUTCOMES]: '0x30 20x70' },
      { [PROBES]: '0x30 2x70', [OUTCOMES]: '0x30 1x70' },
    ],
  },
  EventsIgnored: firstEvent(`${P}events_ignored_total`),
};
