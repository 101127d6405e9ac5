const RealDate = Date;
let ofProcess: () => number = () => RealDate.now();
let now = ofProcess;
let mayBeSet = false;

/** `Date` as the code under simulation sees it; without arguments it is the virtual time. */
class VirtualDate extends RealDate {
  constructor(value?: number | string | Date) {
    super(value ?? now());
  }

  static override now(): number {
    return now();
  }
}

/** Whoever lets it be set resets it: other tests of the thread live in the machine's time. */
export function letProcessTimeBeSet(): void {
  mayBeSet = true;
}

/** From here on the process lives in virtual time: activities see `clock`, which need not be Temporal's. @throws {Error} outside `inVirtualTime` */
export function setProcessTime(clock: () => number): void {
  if (!mayBeSet) throw new Error('A process gets its time back after a play: put it into inVirtualTime()');
  ofProcess = clock;
  now = clock;
  globalThis.Date = Object.assign(VirtualDate, { UTC: RealDate.UTC, parse: RealDate.parse }) as DateConstructor;
}

/** Back to the machine's time. */
export function resetProcessTime(): void {
  ofProcess = () => RealDate.now();
  now = ofProcess;
  globalThis.Date = RealDate;
  mayBeSet = false;
}

/** Workflow code sees the time that Temporal gave its task, whatever clock the worker has. */
export function enterTask(at: number): void {
  now = () => at;
}

export function leaveTask(): void {
  now = ofProcess;
}
