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

it('takes an operation under a name that nobody knows for the invite under way, and none that another workflow of ours has named', () => {
  const invite = { clientContext: 'call-c/2', sentSeq: 1 };
  const completed = (clientContext: string) => foldOperation(undefined, heard({ clientContext, status: 'completed' }), 2);
  const [unknown, ...others] = ['A904FBD5A31041E881E861877A3DE3CD', 'call-c/1', 'invite-c-4711/1', `invite-${RUN}-1`].map(
    completed,
  );
  for (const other of others) expect(operationsOf(invite, [other], [invite]), other.clientContext).toEqual([]);
  expect(operationsOf(invite, unknown ? [unknown] : [], [invite])).toEqual([unknown]);
});

const RUN = '01a2226f-6ab9-7e9b-8e72-0e1f5b36f534';
