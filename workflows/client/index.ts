/** `call-escalation/client`: for services that start escalations, invite people into calls and stay in them. */
export type { EscalateCallInput, InvitedUser, MeetingInput, P2PCallInput } from '../contract/input.ts';
export type {
  InvitedParticipant,
  InvitedPerson,
  InviteOutcome,
  InviteProgress,
  InviteResult,
  InviteSnapshot,
  InviteStatus,
  InviteToCallInput,
  NotInvited,
} from '../contract/invite.ts';
export type { Duration, EscalationPolicy, InvitePolicy, StayPolicy } from '../contract/policy.ts';
export type {
  Escalated,
  EscalationFailureDetails,
  EscalationFailureType,
  EscalationResult,
  EscalationSnapshot,
  EscalationStatus,
  NotEscalated,
  NotEscalatedReason,
} from '../contract/result.ts';
export type { ResultInfo } from '../contract/result-info.ts';
export type { TimelineEntry } from '../contract/timeline-entry.ts';
export type { WaitingFor } from '../contract/waiting-for.ts';
export type {
  PersonInCall,
  RemovedParticipant,
  RemoveParticipantArgument,
  StayReason,
  StayResult,
  StaySnapshot,
  StayStatus,
} from '../contract/stay.ts';
export {
  connectEscalationClient,
  createEscalationClient,
  type EscalationClient,
  type StartOptions,
} from './escalation-client.ts';
export { EscalationFailed } from './escalation-failed.ts';
export type { EscalationHandle } from './escalation-handle.ts';
export { InvalidEscalationInput, InvalidInput } from './invalid-input.ts';
export { InviteFailed } from './invite-failed.ts';
export type { InviteByStay, InviteHandle, InviteOutcomes, InviteRun } from './invite-handle.ts';
export { EscalationNotFound, InviteNotFound, StayNotFound } from './not-found.ts';
export { type FailureKind, RunFailed } from './run-failed.ts';
export { readDataConverter } from '../payloads/read-data-converter.ts';
export { StayFailed } from './stay-failed.ts';
export type { StayInput } from './stay.ts';
export type { StayHandle } from './stay-handle.ts';
export { UpdateRefused } from './update-refused.ts';
