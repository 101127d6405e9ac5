import { CancelledFailure } from '@temporalio/common';
import { current } from './instance.ts';

export class CancellationScope {
  readonly activities: number[] = [];

  static nonCancellable<T>(run: () => Promise<T>): Promise<T> {
    return run();
  }

  static current() {
    const instance = current();
    const cancelRequested = new Promise<never>((_, reject) => {
      const cancel = () => reject(new CancelledFailure('Workflow cancelled'));
      if (instance.cancelled) cancel();
      else instance.onCancel.push(cancel);
    });
    return { cancelRequested };
  }

  /** Knows the activities that are begun before the first `await`: our scopes hold one each. */
  run<T>(begin: () => Promise<T>): Promise<T> {
    const instance = current();
    instance.scope = this;
    try {
      return begin();
    } finally {
      delete instance.scope;
    }
  }

  cancel(): void {
    const { asked, commands, endAtOnce, cancelledNow } = current();
    for (const seq of this.activities) {
      if (!asked.has(seq)) continue;
      commands.push({ type: 'cancelActivity', seq });
      if (endAtOnce.has(seq)) cancelledNow.push(seq);
    }
  }
}
