import { ApplicationFailure } from '@temporalio/common';
import { expect, it } from 'vitest';
import { createLogger, toTemporalLogger } from '../../worker/logger.ts';

function logged(level: 'trace' | 'info', meta: Record<string, unknown>): Record<string, unknown> {
  const lines: string[] = [];
  toTemporalLogger(createLogger(level, { write: (line) => lines.push(line) })).warn('said', meta);
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
}

it('holds ids, numbers and words, and nothing that is nested', () => {
  const entry = logged('trace', { workflowId: 'w', attempt: 2, isLocal: true, jobs: [{ input: 'Ada' }], task: { input: 'Ada' } });
  expect(entry).toMatchObject({ workflowId: 'w', attempt: 2, isLocal: true, msg: 'said' });
  expect(JSON.stringify(entry)).not.toContain('Ada');
});

it('calls the run by one name', () => {
  expect(logged('info', { workflowRunId: 'r' })).toMatchObject({ runId: 'r' });
  expect(logged('info', { runId: 'r' })).toMatchObject({ runId: 'r' });
});

it('holds type, message and causes of a failure, but neither details nor the words of Graph', () => {
  const resultInfo = { code: 403, message: 'No consent for Ada' };
  const failure = ApplicationFailure.create({
    type: 'PermissionMissing',
    message:
      'Could not create the call. Graph answered 403/7504: No consent for Ada. PermissionMissing: have an administrator consent.',
    details: [{ resultInfo, context: 'ticket' }],
    cause: new Error('the cause'),
  });
  const entry = logged('info', { error: failure });
  expect(entry).toMatchObject({
    error: {
      type: 'PermissionMissing',
      message:
        "Could not create the call. What Graph said stands in the run's details. PermissionMissing: have an administrator consent.",
      cause: { message: 'the cause' },
    },
  });
  expect(JSON.stringify(entry)).not.toMatch(/Ada|ticket/);
});
