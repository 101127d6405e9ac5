import { expect, it } from 'vitest';
import { METRIC_PREFIX, METRICS } from '../../../workflows/contract/metrics.ts';
import type { Scenario } from '../../simulation/scenario.ts';
import { simulateCall } from '../../simulation/simulate-call.ts';

type Name = keyof typeof METRICS;

/** Plays one call, and tells what of a metric it has recorded. */
async function played(over: Partial<Scenario>) {
  const scenario = { seed: 1, steady: true as const, faults: [], policy: {}, workerDies: 0, webhookDown: 0, ...over };
  const { run } = await simulateCall(scenario);
  const metrics = run?.metrics() ?? [];
  return (name: Name) => metrics.filter((metric) => metric.name === METRIC_PREFIX + METRICS[name].name);
}

it('an escalation counts its outcome once, and each step', async () => {
  const recorded = await played({});
  expect(recorded('escalationOutcomes')).toMatchObject([{ value: 1, labels: { outcome: 'escalated', reason: 'none' } }]);
  expect(recorded('stepSeconds').map(({ labels }) => labels.step)).toEqual([
    'answering',
    'creating',
    'inviting',
    'replacing',
    'leaving',
  ]);
  const [answer] = recorded('answerSeconds');
  expect(answer?.value).toBeGreaterThan(0);
  expect(answer?.value).toBeLessThan(3);
  expect(recorded('replacementSeconds')).toHaveLength(1);
  for (const name of ['unanswered', 'leftBehind', 'probeAnswers', 'outcomeUnknown', 'eventsIgnored'] as const)
    expect(recorded(name), name).toEqual([]);
});

it('where no notification comes, probes close the waits, each named without its number', async () => {
  const recorded = await played({ faults: [{ notification: 'multiparty established', do: 'lose' }] });
  expect(recorded('probeAnswers')).toMatchObject([{ value: 1, labels: { wait: 'multiparty leg to be usable' } }]);
  expect(recorded('escalationOutcomes')).toMatchObject([{ labels: { outcome: 'escalated' } }]);
});

it('a lost response is counted by its request', async () => {
  const recorded = await played({ faults: [{ request: 'createCall', do: 'loseResponse', how: 'reset' }] });
  expect(recorded('outcomeUnknown')).toMatchObject([{ labels: { request: 'create' } }]);
});

it('a call that nobody answers is counted as such, and no time to an answer', async () => {
  const recorded = await played({ faults: [{ request: 'answer', do: 'reply', status: 503, times: 'always' }] });
  expect(recorded('unanswered')).toHaveLength(1);
  expect(recorded('answerSeconds')).toEqual([]);
  expect(recorded('escalationOutcomes')).toMatchObject([{ labels: { outcome: 'notEscalated' } }]);
});

it('what an operator must fix has its type for a reason', async () => {
  const body = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions' } };
  const recorded = await played({ faults: [{ request: 'createCall', do: 'reply', status: 403, body, times: 'always' }] });
  expect(recorded('escalationOutcomes')).toMatchObject([{ labels: { outcome: 'failed', reason: 'PermissionMissing' } }]);
});
