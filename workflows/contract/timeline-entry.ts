import type { ResultInfo } from './result-info.ts';

/** What happened, for people. */
export interface TimelineEntry {
  /** ISO time, by the workflow's clock. */
  at: string;
  what: string;
  leg?: 'p2p' | 'multiparty';
  resultInfo?: ResultInfo;
}
