import { condition, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import { type FloorActivities, GO, type Shape, signalsBefore } from './messages.ts';

const go = defineSignal<[unknown]>(GO);
const { post } = proxyActivities<FloorActivities>({ startToCloseTimeout: '30 seconds' });

/** As long as the simulated caller is kept in the facilitator's hands, in ms. */
const LEAVE_AFTER = 50;

/** The least that reacts: waits for a signal, runs one activity; `times` over. */
export async function bare(id: string, times: number): Promise<void> {
  const received = countSignals();
  for (let nth = 1; nth <= times; nth++) {
    await condition(() => received() >= nth);
    await post(id);
  }
}

/** The same with as many activities, signals and timers as an escalation, and none of what it does with them. */
export async function shaped(id: string, shape: Shape): Promise<void> {
  const received = countSignals();
  for (let timer = 1; timer < shape.timers; timer++) void sleep('1 hour');
  for (let nth = 1; nth <= shape.activities; nth++) {
    await condition(() => received() >= signalsBefore(shape, nth));
    if (nth === shape.activities && shape.timers > 0) await sleep(LEAVE_AFTER);
    await post(id);
  }
}

function countSignals(): () => number {
  let count = 0;
  setHandler(go, () => {
    count += 1;
  });
  return () => count;
}
