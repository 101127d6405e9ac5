import { expect, it } from 'vitest';
import { foldOperation, operationsOf } from '../../../workflows/call/operation.ts';
import type { OperationEvent } from '../../../workflows/contract/events.ts';

const heard = (of: Partial<OperationEvent>): OperationEvent => ({
  type: 'operation',
  callId: 'c',
  at: '2026-11-23T10:00:00.000Z',
  status: 'running',
  ...of,
});

it('keeps the id as Graph wrote it, for Graph is asked by it, and matches it in either spelling', () => {
  const sent = foldOperation(undefined, heard({ operationId: '0FE0623F', clientContext: 'invite-1' }), 1);
  expect(sent.operationId).toBe('0FE0623F');
  const completed = foldOperation(undefined, heard({ operationId: '0fe0623f', status: 'completed' }), 2);
  const invite = { clientContext: 'invite-1', sentSeq: 1 };
  const later = { clientContext: 'invite-2', sentSeq: 2 };
  expect(operationsOf(invite, [sent, completed], [invite, later])).toEqual([sent, completed]);
  expect(operationsOf(later, [sent, completed], [invite, later])).toEqual([]);
});
