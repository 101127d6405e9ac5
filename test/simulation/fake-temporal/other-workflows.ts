import { TypedSearchAttributes, type SearchAttributePair } from '@temporalio/common';
import type { ChildWorkflowOptions } from '@temporalio/workflow';
import { current } from './instance.ts';
import { asPayloads } from './payload.ts';

export const ParentClosePolicy = { TERMINATE: 'TERMINATE', ABANDON: 'ABANDON', REQUEST_CANCEL: 'REQUEST_CANCEL' } as const;

type ChildOptions = ChildWorkflowOptions & { args?: unknown[] };

/** Children that outlive their parent: ours are no others. */
export async function startChild(workflow: string | { name: string }, options: ChildOptions) {
  const { workflowId, args = [], parentClosePolicy, workflowIdReusePolicy = 'ALLOW_DUPLICATE', typedSearchAttributes } = options;
  if (workflowId === undefined) throw new Error('The fake Temporal SDK makes no ids for children');
  if (parentClosePolicy !== 'ABANDON') throw new Error('The fake Temporal SDK knows no child but of ABANDON');
  if (workflowIdReusePolicy !== 'ALLOW_DUPLICATE' && workflowIdReusePolicy !== 'REJECT_DUPLICATE')
    throw new Error(`The fake Temporal SDK does not know ${workflowIdReusePolicy}`);
  const instance = current();
  const seq = instance.seq++;
  instance.commands.push({
    type: 'startChild',
    seq,
    name: typeof workflow === 'string' ? workflow : workflow.name,
    workflowId,
    args: asPayloads(args),
    reusePolicy: workflowIdReusePolicy,
    attributes: valuesOf(typedSearchAttributes),
  });
  const ended = new Promise((succeed, fail) => instance.children.set(seq, { succeed, fail }));
  ended.catch(() => {});
  const firstExecutionRunId = await new Promise<unknown>((succeed, fail) => instance.asked.set(seq, { succeed, fail }));
  return {
    workflowId,
    firstExecutionRunId: String(firstExecutionRunId),
    result: () => ended,
    signal: getExternalWorkflowHandle(workflowId).signal,
  };
}

function valuesOf(given: SearchAttributePair[] | TypedSearchAttributes | undefined): Record<string, unknown> {
  const pairs = given instanceof TypedSearchAttributes ? given.getAll() : (given ?? []);
  return Object.fromEntries(pairs.map(({ key, value }) => [key.name, value]));
}

/** Of whatever run has the id by then. */
export function getExternalWorkflowHandle(workflowId: string) {
  return {
    workflowId,
    async signal(definition: string | { name: string }, ...args: unknown[]): Promise<void> {
      const instance = current();
      const seq = instance.seq++;
      const name = typeof definition === 'string' ? definition : definition.name;
      instance.commands.push({ type: 'signalExternal', seq, workflowId, name, args: asPayloads(args) });
      await new Promise<unknown>((succeed, fail) => instance.asked.set(seq, { succeed, fail }));
    },
  };
}
