const RealDate = Date;
let now: () => number = () => RealDate.now();

/** `Date` as the code under simulation sees it; without arguments it is the virtual time. */
class VirtualDate extends RealDate {
  constructor(value?: number | string | Date) {
    super(value ?? now());
  }

  static override now(): number {
    return now();
  }
}

/** From here on the process lives in virtual time. */
export function setTime(clock: () => number): void {
  now = clock;
  globalThis.Date = Object.assign(VirtualDate, { UTC: RealDate.UTC, parse: RealDate.parse }) as DateConstructor;
}
