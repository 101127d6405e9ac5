/**
 * Small workflows that use all of `@temporalio/workflow` that our own use, and write down what they see. Each is run by the fake
 * Temporal SDK and by the real server in the real sandbox; `apis.system.test.ts` holds the one to the other.
 */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  inWorkflowContext,
  log,
  metricMeter,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { ComparisonActivities } from '../activities.ts';
import { outcomeOf, takeNotes } from './notes.ts';

export * from './chains.ts';
export * from './children.ts';
export * from './families.ts';
export * from './long-activities.ts';
export * from './updates.ts';

/** Signals of the first task, and one after another later. */
export async function hearsSignals(): Promise<void> {
  const { note, heard } = takeNotes();
  note(`begins, ${inWorkflowContext() ? 'in a workflow' : 'outside'}`);
  await heard('first');
  note('has heard the first');
  await heard('later');
  note('has heard the later one');
}

/** Many conditions at once: which wakes first, and what one that wakes makes true. */
export async function awaitsConditions(): Promise<void> {
  const { note, heard } = takeNotes();
  let second = false;
  let third = false;
  await Promise.all([
    condition(() => third).then(() => note('third')),
    condition(() => second).then(() => {
      note('second');
      third = true;
    }),
    heard('go').then(() => {
      note('go');
      second = true;
    }),
    heard('go').then(() => note('go, asked later')),
    condition(() => true).then(() => note('true already')),
  ]);
}

/** Timers, in the order of their ends, and the time that they take. */
export async function sleeps(): Promise<void> {
  const { note } = takeNotes();
  const begun = Date.now();
  const lasted = (ms: number) => Date.now() - begun >= ms;
  await Promise.all([
    sleep('2 seconds', { summary: 'Long' }).then(() => note(`long: ${lasted(2_000)}`)),
    sleep(300).then(() => note(`short: ${lasted(300)}`)),
  ]);
}

const ONCE = { startToCloseTimeout: 10_000, retry: { maximumAttempts: 1 } };
const OFTEN = { startToCloseTimeout: 10_000, retry: { initialInterval: 50, backoffCoefficient: 1 } };

/** What an activity returns, and how it fails. */
export async function asksActivities(): Promise<void> {
  const { note } = takeNotes();
  const once = proxyActivities<ComparisonActivities>({ ...ONCE, summary: 'Once' });
  const often = proxyActivities<ComparisonActivities>(OFTEN);
  const unlessNamed = proxyActivities<ComparisonActivities>({
    ...OFTEN,
    retry: { ...OFTEN.retry, nonRetryableErrorTypes: ['Named'] },
  });
  const shortly = proxyActivities<ComparisonActivities>({ startToCloseTimeout: 300, retry: { maximumAttempts: 2 } });
  const bounded = proxyActivities<ComparisonActivities>({ ...OFTEN, scheduleToCloseTimeout: 4_000 });
  const asked: [string, () => Promise<unknown>][] = [
    ['a value', () => once.echo({ text: 'a', list: [1, undefined, null] })],
    ['nothing', () => once.echo(undefined)],
    ['a failure', () => once.fail('Named', false)],
    ['one that is not to be repeated', () => often.fail('Named', true)],
    ['one whose type is not to be repeated', () => unlessNamed.fail('Named', false)],
    ['an error that is no failure', () => once.throwError()],
    ['a success at the third attempt', () => often.succeedAt(3, 'a')],
    ['no end', () => shortly.hang()],
    ['no time for another attempt', () => bounded.fail('Named', false, 6_000)],
  ];
  for (const [what, ask] of asked) note(`${what}: ${await outcomeOf(ask())}`);
  await Promise.all([once.wait(1_500).then(() => note('the longer one')), once.wait(50).then(() => note('the shorter one'))]);
}

/** The same of local ones. */
export async function asksLocalActivities(): Promise<void> {
  const { note } = takeNotes();
  const local = proxyLocalActivities<ComparisonActivities>({ ...ONCE, summary: 'Local' });
  note(`a value: ${await outcomeOf(local.echo({ text: 'a' }))}`);
  note(`a failure: ${await outcomeOf(local.fail('Named', true))}`);
  note(`in a scope: ${await outcomeOf(CancellationScope.nonCancellable(() => local.fail('Named', true)))}`);
}

/** A cancellation is heard where somebody listens, and reaches nothing that is protected from it. */
export async function hearsCancellation(): Promise<string> {
  const { note, heard } = takeNotes();
  CancellationScope.current().cancelRequested.catch(() => note('a cancellation was requested'));
  return await CancellationScope.nonCancellable(async () => {
    const { wait } = proxyActivities<ComparisonActivities>(ONCE);
    note('begins');
    await Promise.all([wait(3_000).then(() => note('the activity goes on')), heard('go'), sleep(100)]);
    note('goes on');
    return 'to its end';
  });
}

/** What was asked for in a scope is taken back. */
export async function cancelsScopes(): Promise<void> {
  const { note, heard } = takeNotes();
  const { wait, fail } = proxyActivities<ComparisonActivities>({
    startToCloseTimeout: 10_000,
    retry: { initialInterval: 20_000 },
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
  await CancellationScope.nonCancellable(async () => {
    const underWay = new CancellationScope({ cancellable: true });
    const waiting = new CancellationScope({ cancellable: true });
    const over = new CancellationScope({ cancellable: true });
    const untouched = new CancellationScope({ cancellable: false });
    const all = Promise.all([
      underWay.run(async () => note(`under way: ${await outcomeOf(wait(6_000))}`)),
      waiting.run(async () => note(`waits for its next attempt: ${await outcomeOf(fail('Named', false))}`)),
      over.run(async () => note(`over: ${await outcomeOf(wait(10))}`)),
      untouched.run(async () => note(`untouched: ${await outcomeOf(wait(7_000))}`)),
    ]);
    await heard('take back');
    note('takes back');
    for (const scope of [underWay, waiting, over]) scope.cancel();
    await all;
  });
}

/** How a run fails, and what its error carries. */
export async function fails(): Promise<never> {
  const { note, heard } = takeNotes();
  await heard('go');
  note('fails');
  const cause = new Error('of which');
  throw ApplicationFailure.create({ type: 'Named', message: 'words', nonRetryable: true, details: [{ a: 1 }], cause });
}

/** A run that ends as cancelled. */
export async function isCancelled(): Promise<never> {
  const { note } = takeNotes();
  note('begins');
  await CancellationScope.current().cancelRequested.catch((error: unknown) => note(`${error instanceof CancelledFailure}`));
  note('goes on');
  throw new CancelledFailure('words');
}

const STATUS = defineSearchAttributeKey('EscalationStatus', SearchAttributeType.KEYWORD);
const REASON = defineSearchAttributeKey('EscalationReason', SearchAttributeType.KEYWORD);

/** What others see of a run. */
export async function showsItself(): Promise<void> {
  const { note, heard } = takeNotes();
  upsertSearchAttributes([
    { key: STATUS, value: 'first' },
    { key: REASON, value: 'a reason' },
  ]);
  setCurrentDetails('first words');
  await heard('go');
  upsertSearchAttributes([{ key: STATUS, value: 'second' }]);
  setCurrentDetails('second words');
  log.info('written by `info`', { a: 1 });
  log.warn('written by `warn`');
  metricMeter.createCounter('comparison_total').add(1, { label: 'a' });
  try {
    metricMeter.createHistogram('comparison_seconds', 'float').record(-1);
  } catch (error) {
    note(`a time below zero: ${error instanceof Error ? error.name : 'no error'}`);
  }
  note('has shown itself');
}

/** What a run knows of itself. The history grows from task to task, and in none. */
export async function knowsItself(): Promise<void> {
  const { note, heard } = takeNotes();
  const { workflowId, runId, firstExecutionRunId, startTime, historyLength } = workflowInfo();
  note(`id: ${workflowId.split(' ')[0]}`);
  note(`first run: ${firstExecutionRunId === runId}`);
  note(`start: ${startTime.getTime() <= Date.now() && Date.now() - startTime.getTime() < 60_000}`);
  await Promise.resolve();
  note(`the same task: ${workflowInfo().historyLength === historyLength}`);
  const { parent, continuedFromExecutionRunId, continueAsNewSuggested } = workflowInfo();
  note(
    `parent: ${parent === undefined ? 'none' : 'one'}, from: ${continuedFromExecutionRunId}, to continue as new: ${continueAsNewSuggested}`,
  );
  await heard('go');
  note(`another task: ${workflowInfo().historyLength > historyLength}`);
  note(`its start: ${workflowInfo().startTime.getTime() === startTime.getTime()}`);
}
