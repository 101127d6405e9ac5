/** `call-escalation/client`: for services that start escalations. */
export type { EscalateCallInput, InvitedUser, MeetingInput, P2PCallInput } from '../contract/input.ts';
export type { Duration, EscalationPolicy } from '../contract/policy.ts';
export type {
  Escalated,
  EscalationFailureDetails,
  EscalationResult,
  EscalationSnapshot,
  EscalationStatus,
  NotEscalated,
  NotEscalatedReason,
  ResultInfo,
  TimelineEntry,
} from '../contract/result.ts';
export {
  connectEscalationClient,
  createEscalationClient,
  type EscalationClient,
  EscalationNotFound,
  InvalidEscalationInput,
  type StartOptions,
} from './escalation-client.ts';
export { EscalationFailed, type FailureKind } from './escalation-failed.ts';
export type { EscalationHandle } from './escalation-handle.ts';
