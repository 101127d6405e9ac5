/** The names that callers, webhook and worker share. They are public: histories, list filters and other services use them. */

export const DEFAULT_TASK_QUEUE = 'call-escalation';

export const ESCALATE_CALL = 'escalateCall';
export const INVITE_TO_CALL = 'inviteToCall';
export const STAY_IN_CALL = 'stayInCall';
export const HANG_UP_LATE_LEG = 'hangUpLateLeg';

/** The one signal; its argument is a list of `CallEvent`. Only one name, because buffered signals of different names lose their order. */
export const CALL_NOTIFICATIONS = 'callNotifications';

/** The queries, one a workflow: of `escalateCall` (an `EscalationSnapshot`), `inviteToCall` (an `InviteSnapshot`) and `stayInCall` (a `StaySnapshot`). */
export const ESCALATION = 'escalation';
export const INVITE = 'invite';
export const CALL = 'call';

/** The updates of `stayInCall`. */
export const INVITE_PARTICIPANTS = 'inviteParticipants';
export const REMOVE_PARTICIPANT = 'removeParticipant';
export const LEAVE = 'leave';
