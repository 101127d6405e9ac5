import { letProcessTimeBeSet, resetProcessTime } from './virtual-date.ts';
import { resetSignals } from './virtual-signals.ts';

/** What is played may set the process's time and its signals, which afterwards are the machine's again. One play after the other. */
export async function inVirtualTime<T>(play: () => Promise<T>): Promise<T> {
  letProcessTimeBeSet();
  try {
    return await play();
  } finally {
    resetProcessTime();
    resetSignals();
  }
}
