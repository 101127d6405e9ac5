import { toError } from '../workflows/contract/errors.ts';

/**
 * Runs `work` for each item, in the items' order, at most `concurrency` at a time. A failure does not keep other items from being
 * worked on until `until` (ms since the epoch); a worker that fails after that takes no further item.
 * @throws the first failure, once everything that was begun has ended
 */
export async function runConcurrently<T>(
  items: readonly T[],
  { concurrency, until }: { concurrency: number; until: number },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: Error[] = [];
  // Shared: each worker takes the next item.
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) {
      try {
        await work(item);
      } catch (error) {
        failures.push(toError(error));
        if (Date.now() >= until) return;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const [first] = failures;
  if (first) throw first;
}
