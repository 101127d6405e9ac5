import { type MetricMeter, noopMetricMeter } from '@temporalio/common';
import { expect, it } from 'vitest';
import { BUCKETS, METRIC_PREFIX, METRICS, observeWith } from '../../../workflows/contract/metrics.ts';

it('a time is never negative, whatever the clocks say: the meter would throw in the middle of a workflow', () => {
  const recorded: number[] = [];
  const { createHistogram } = noopMetricMeter;
  const meter: MetricMeter = {
    createCounter: (...args) => noopMetricMeter.createCounter(...args),
    createGauge: (...args) => noopMetricMeter.createGauge(...args),
    withTags: () => meter,
    createHistogram: (...args) => ({ ...createHistogram(...args), record: (value) => void recorded.push(value) }),
  };
  observeWith(meter, 'answerSeconds', {}, -3);
  expect(recorded).toEqual([0]);
});

it('the buckets of the answer have the limits by which it is judged', () => {
  for (const limit of [1, 2, 5, 10, 15]) expect(BUCKETS.answerSeconds).toContain(limit);
  for (const buckets of Object.values(BUCKETS)) expect(buckets.toSorted((a, b) => a - b)).toEqual(buckets);
});

it('names are as Prometheus wants them', () => {
  for (const { name, kind } of Object.values(METRICS)) {
    expect(METRIC_PREFIX + name).toMatch(/^[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    expect(name.endsWith('_seconds')).toBe(kind === 'histogram');
  }
});
