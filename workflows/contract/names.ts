/** The names that callers, webhook and worker share. They are public: histories, list filters and other services hold them. */

export const DEFAULT_TASK_QUEUE = 'call-escalation';

export const ESCALATE_CALL = 'escalateCall';
export const HANG_UP_LATE_LEG = 'hangUpLateLeg';

/** The one signal; its argument is a list of `CallEvent`. One name, because the order of signals of different names is lost while they are buffered. */
export const CALL_NOTIFICATIONS = 'callNotifications';

/** The one query; it answers with an `EscalationSnapshot`. */
export const ESCALATION = 'escalation';
