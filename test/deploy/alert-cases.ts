import { WEBHOOK_CASES } from './webhook-alert-cases.ts';
import { CALL_CASES } from './call-alert-cases.ts';
import { TEMPORAL_CASES } from './temporal-alert-cases.ts';

/** Each alert, with what makes it fire and what does not. */
export const ALERT_CASES: Record<string, AlertCase> = { ...TEMPORAL_CASES, ...CALL_CASES, ...WEBHOOK_CASES };

/** Series in promtool's notation, a value each 10 s; looked at after 15 minutes. Each entry of a list is a world of its own. */
export interface AlertCase {
  fires: Series[];
  quiet: Series[];
  /** Besides name and severity. */
  labels?: Record<string, string>;
}

export type Series = Record<string, string>;

/** A counter whose first event, after 10 minutes, is news: whether Prometheus knew it at 0 before, or the event made the series. */
export function firstEvent(series: string): AlertCase {
  return { fires: [{ [series]: '0x60 1x40' }, { [series]: '_x60 1x40' }], quiet: [{ [series]: '0x100' }, { [series]: '7x100' }] };
}

/** A counter that is to stay below so many events in its window. */
export function severalEvents(series: string, few: number, many: number): AlertCase {
  return { fires: [{ [series]: `0x60 ${many}x40` }], quiet: [{ [series]: `0x60 ${few}x40` }] };
}
