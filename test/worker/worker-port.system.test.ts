import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { METRIC_PREFIX, METRICS } from '../../workflows/contract/metrics.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import { portIn } from './port-in.ts';

const SOON = { timeout: 60_000, interval: 200 };

let programs: Programs;
let url: string;

beforeAll(async () => {
  programs = await startPrograms({
    environment: injectedEnvironment(),
    escalate: { meeting: SEED_MEETING, subject: 'Test Call' },
  });
  url = `http://127.0.0.1:${portIn(programs.worker)}`;
});
afterAll(() => programs.stop());

const get = async (path: string) => {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, text: await response.text() };
};

it('/livez and /readyz tell of a worker that polls, and there is nothing else', async () => {
  expect(await get('/livez')).toMatchObject({ status: 200, text: 'RUNNING\n' });
  expect(await get('/readyz')).toMatchObject({ status: 200, text: 'RUNNING, workflows POLLING, activities POLLING\n' });
  expect((await get('/')).status).toBe(404);
  expect((await fetch(`${url}/livez`, { method: 'POST' })).status).toBe(404);
});

it("/metrics are Temporal's and ours in one text, without ids", async () => {
  const callId = await programs.simulator.call();
  const ended = /^call_escalation_worker_escalation_outcomes_total\{.*outcome="escalated",reason="none".*\} 1$/m;
  // Each on its own way: ours when the run's last task has been worked through, the SDK's when Temporal has taken its completion.
  const completed = /^temporal_workflow_completed\{.*workflow_type="escalateCall".*\} 1$/m;
  const text = await vi.waitFor(async () => {
    const metrics = await get('/metrics');
    for (const counted of [ended, completed]) expect(metrics.text).toMatch(counted);
    return metrics.text;
  }, SOON);

  expect(text).toMatch(/^call_escalation_worker_answer_seconds_bucket\{.*le="15"\} 1$/m);
  expect(text).toMatch(/^call_escalation_worker_replacement_seconds_count\{.*\} 1$/m);
  expect(text).toMatch(/^call_escalation_worker_legs_open/m);
  for (const operation of ['answer', 'create', 'invite', 'hangUp'])
    expect(text).toMatch(
      new RegExp(`^call_escalation_worker_graph_requests_total\\{.*operation="${operation}".*status="20\\d".*\\} 1$`, 'm'),
    );
  for (const step of ['answering', 'creating', 'inviting', 'leaving'])
    expect(text).toMatch(new RegExp(`^call_escalation_worker_step_seconds_count\\{.*step="${step}".*\\} 1$`, 'm'));

  const known = Object.values(METRICS).map(({ name }) => METRIC_PREFIX + name);
  const ours = [...text.matchAll(/^# TYPE (\S+)/gm)].flatMap(([, name = '']) => (name.startsWith(METRIC_PREFIX) ? [name] : []));
  expect(ours.filter((name) => !known.includes(name))).toEqual([]);
  // The test's task queue has an id for a name.
  const labels = text.replaceAll(programs.bot.taskQueue, '');
  expect(labels).not.toMatch(/[\da-f]{8}-[\da-f]{4}-|[\da-f]{32}/i);
  expect(labels).not.toContain(callId);
});
