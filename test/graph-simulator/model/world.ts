export type Cancel = () => void;

/**
 * All that the model takes from outside, so that it runs by the clock and in virtual time alike. `now` is in ms since
 * 1970; `after` calls back once, `what` says for whom; `newId` gives a GUID in lower case.
 */
export interface World {
  now(): number;
  after(ms: number, what: string, act: () => void): Cancel;
  newId(kind: string): string;
}
