const handOver = 'test/simulation/staying/hand-over.virtual.test.ts';
const nobodys = "just before: nobody is left with a leg that is nobody's";

/** The tests of something that happens at each workflow task of the hand-over. */
export function atEachStep(what: string): [string, ...string[]] {
  const [first, ...rest] = [1, 2, 3, 4, 5].map((step) => `${handOver} > task ${step} > ${what}`);
  return [first ?? '', ...rest];
}

export const WORKER_DIES = atEachStep('the worker dies in it: the leg is handed over, and left when that is asked');
export const LEG_ENDS = atEachStep(`the leg is removed ${nobodys}`);
export const CALLER_LEAVES = atEachStep(`the caller leaves ${nobodys}`);
export const NOTIFICATIONS_LOST = atEachStep(`what is told is lost for a second ${nobodys}`);
