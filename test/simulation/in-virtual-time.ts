import { resetProcessTime } from './virtual-date.ts';
import { resetSignals } from './virtual-signals.ts';

/** For a process that does more than simulate: what is played may set its time, which afterwards is the machine's again. */
export async function inVirtualTime<T>(play: () => Promise<T>): Promise<T> {
  try {
    return await play();
  } finally {
    resetProcessTime();
    resetSignals();
  }
}
