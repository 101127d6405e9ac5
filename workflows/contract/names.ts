/** The names that callers, webhook and worker share. They are public: histories, list filters and other services use them. */

export const DEFAULT_TASK_QUEUE = 'call-escalation';

export const ESCALATE_CALL = 'escalateCall';
export const HANG_UP_LATE_LEG = 'hangUpLateLeg';

/** The one signal; its argument is a list of `CallEvent`. Only one name, because buffered signals of different names lose their order. */
export const CALL_NOTIFICATIONS = 'callNotifications';

/** The one query; it returns an `EscalationSnapshot`. */
export const ESCALATION = 'escalation';
