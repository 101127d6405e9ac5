const RealDate = Date;
let ofProcess: () => number = () => RealDate.now();
let now = ofProcess;

/** `Date` as the code under simulation sees it; without arguments it is the virtual time. */
class VirtualDate extends RealDate {
  constructor(value?: number | string | Date) {
    super(value ?? now());
  }

  static override now(): number {
    return now();
  }
}

/** From here on the process lives in virtual time: activities see `clock`, which need not be Temporal's. */
export function setProcessTime(clock: () => number): void {
  ofProcess = clock;
  now = clock;
  globalThis.Date = Object.assign(VirtualDate, { UTC: RealDate.UTC, parse: RealDate.parse }) as DateConstructor;
}

/** Back to the machine's time. */
export function resetProcessTime(): void {
  ofProcess = () => RealDate.now();
  now = ofProcess;
  globalThis.Date = RealDate;
}

/** Workflow code sees the time that Temporal gave its task, whatever clock the worker has. */
export function enterTask(at: number): void {
  now = () => at;
}

export function leaveTask(): void {
  now = ofProcess;
}
