/** What a run waits for. Times in ISO form. */
export interface WaitingFor {
  /** Completes "Waiting for …". */
  what: string;
  until: string;
  nextProbe?: string;
}
