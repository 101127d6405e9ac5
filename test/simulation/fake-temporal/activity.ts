/** Stands in for `@temporalio/activity`: the real activities run in virtual time. */
let pause: (ms: number) => Promise<void> = () => Promise.reject(new Error('No clock yet'));
let info = { workflowExecution: { workflowId: '', runId: '' }, attempt: 1, scheduledTimestampMs: 0 };

export function runActivitiesOn(sleepOn: typeof pause): void {
  pause = sleepOn;
}

/** Of the activity that begins now: whoever wants to know asks before the first `await`. */
export function activityOf(begun: typeof info): void {
  info = begun;
}

export const sleep = (ms: number): Promise<void> => pause(ms);
export const activityInfo = () => info;
export const log = { info: () => {} };
