import { toError } from '../workflows/contract/errors.ts';
/**
 * Does the work of each item, at most `lanes` at a time, begun in the items' order. What fails keeps nobody else from being served
 * until `until` (ms since 1970); nothing more is begun in a lane that fails after it.
 * @throws the first failure, once all that was begun has ended
 */
export async function inLanes<T>(
  items: readonly T[],
  { lanes, until }: { lanes: number; until: number },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: Error[] = [];
  // Shared: each lane takes the next item that nobody has begun.
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) {
      try {
        await work(item);
      } catch (error) {
        failures.push(toError(error));
        if (Date.now() >= until) return;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const [first] = failures;
  if (first) throw first;
}
