import { CancellationScope, proxyActivities } from '@temporalio/workflow';
import type { ComparisonActivities } from '../activities.ts';
import { outcomeOf, takeNotes } from './notes.ts';

/** An activity that is tried at the pace that it asks for itself, without a limit: at Temporal's own it would be done in three seconds. */
export async function isTriedAtItsPace(): Promise<void> {
  const { note } = takeNotes();
  const { triedAtPace } = proxyActivities<ComparisonActivities>({ startToCloseTimeout: 10_000 });
  note('begins');
  note(`at last: ${await outcomeOf(triedAtPace(3, 2_000))}`);
}

/** As `cancelsScopes`, by a cancellation that awaits nobody. */
export async function cancelsAtOnce(): Promise<void> {
  const { note, heard } = takeNotes();
  const { wait, fail } = proxyActivities<ComparisonActivities>({
    startToCloseTimeout: 10_000,
    retry: { initialInterval: 20_000 },
    cancellationType: 'TRY_CANCEL',
  });
  await CancellationScope.nonCancellable(async () => {
    const underWay = new CancellationScope({ cancellable: true });
    const waiting = new CancellationScope({ cancellable: true });
    const justBegun = new CancellationScope({ cancellable: true });
    const all = [
      underWay.run(async () => note(`under way: ${await outcomeOf(wait(8_000))}`)),
      waiting.run(async () => note(`waits for its next attempt: ${await outcomeOf(fail('Named', false))}`)),
    ];
    await wait(10);
    note('has begun');
    await heard('take back');
    note('takes back');
    all.push(justBegun.run(async () => note(`just begun: ${await outcomeOf(wait(2_500))}`)));
    for (const scope of [underWay, waiting, justBegun]) scope.cancel();
    note('goes on');
    await Promise.all(all);
    note('in the same task');
    // Until the one under way has ended, which nobody hears of.
    await wait(9_000);
  });
}
