import { metricMeter } from '@temporalio/workflow';
import { type CounterName, countWith, type HistogramName, type Labels, observeWith } from '../contract/metrics.ts';

/** Counts, in workflow code: not in a replay, and no event of the history. */
export function count<Name extends CounterName>(metric: Name, labels: Labels<Name>, by = 1): void {
  if (by > 0) countWith(metricMeter, metric, labels, by);
}

/** Measures, likewise. @param ms of workflow time */
export function observe<Name extends HistogramName>(metric: Name, labels: Labels<Name>, ms: number): void {
  observeWith(metricMeter, metric, labels, ms / 1000);
}

/** Such as `multiparty leg to be usable`: an attempt's number is not worth a series of its own. */
export function waitLabel(what: string): string {
  return what.replaceAll(/ \d+/g, '');
}
