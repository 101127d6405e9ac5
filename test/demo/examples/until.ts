import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY = 50;

/** Looks until it is so. @throws after `within` ms, naming `what` */
export async function until(what: string, isSo: () => Promise<boolean>, within = 60_000): Promise<void> {
  for (const latest = Date.now() + within; !(await isSo()); await pause(LOOK_EVERY))
    if (Date.now() > latest) throw new Error(`Waited ${within / 1000} s for ${what}, in vain`);
}
