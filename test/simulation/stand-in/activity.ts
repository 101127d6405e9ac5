/** Stands in for `@temporalio/activity`: the real activities run in virtual time. */
let pause: (ms: number) => Promise<void> = () => Promise.reject(new Error('No clock yet'));
let workflow = { workflowId: '', runId: '' };

export function runActivitiesOn(sleepOn: typeof pause): void {
  pause = sleepOn;
}

export function activityOf(execution: typeof workflow): void {
  workflow = execution;
}

export const sleep = (ms: number): Promise<void> => pause(ms);
export const activityInfo = () => ({ workflowExecution: workflow });
export const log = { info: () => {} };
