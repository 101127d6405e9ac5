import type { WaitingFor } from '../contract/waiting-for.ts';

/** Waits beside each other, such as a hang-up beside the next attempt, are shown as one: all that is waited for, and the earliest times. */
export function allWaits([first, ...more]: WaitingFor[]): WaitingFor | undefined {
  if (!first) return undefined;
  return more.reduce((all, { what, until, nextProbe }) => {
    const probe = earlier(all.nextProbe, nextProbe);
    return {
      what: `${all.what}, and for ${what}`,
      until: earlier(all.until, until) ?? until,
      ...(probe && { nextProbe: probe }),
    };
  }, first);
}

/** ISO times in UTC sort as text. */
function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
