import * as sdk from '@temporalio/activity';

/**
 * Stands in for `@temporalio/activity`: the real activities run in virtual time. In a context of the SDK's own, such as that of its
 * `MockActivityEnvironment`, it is the SDK.
 */
export * from '@temporalio/activity';

let pause: (ms: number) => Promise<void> = () => Promise.reject(new Error('No clock yet'));
let info = { workflowExecution: { workflowId: '', runId: '' }, attempt: 1, scheduledTimestampMs: 0 };

export function runActivitiesOn(sleepOn: typeof pause): void {
  pause = sleepOn;
}

/** Of the activity that begins now: whoever wants to know asks before the first `await`. */
export function activityOf(begun: typeof info): void {
  info = begun;
}

const isInSdk = () => sdk.asyncLocalStorage.getStore() !== undefined;

export const sleep = (ms: number): Promise<void> => (isInSdk() ? sdk.sleep(ms) : pause(ms));
export const activityInfo = () => (isInSdk() ? sdk.activityInfo() : info);
