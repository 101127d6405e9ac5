import { isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../../workflows/contract/search-attributes.ts';
import { absentAttributes, createCommand, isApiClosed } from '../../search-attributes.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, note, skipped } from '../line.ts';
import { CHECK_TIMEOUT_MS } from '../setup.ts';

/** Without them every workflow task that writes one fails. */
export const searchAttributes = check(
  'search attributes',
  async ({ temporal: { connection, namespace } }) => ({
    namespace,
    absent: await attempt(() =>
      connection.withDeadline(Date.now() + CHECK_TIMEOUT_MS, () => absentAttributes(connection, namespace)),
    ),
  }),
  judgeSearchAttributes,
);

export function judgeSearchAttributes({ namespace, absent }: { namespace: string; absent: Attempted<string[]> }): Line[] {
  if ('found' in absent) {
    const { found } = absent;
    if (found.length === 0) return [good(`all ${SEARCH_ATTRIBUTES.length} exist`)];
    return [
      bad(
        `${found.join(', ')} missing in namespace ${namespace}`,
        `start the worker, which registers them if it may, or run\n${createCommand(found, namespace).trim()}`,
      ),
    ];
  }
  if (isApiClosed(absent.failed)) {
    const [says = '', command = ''] = absent.failed.message.split('\n');
    return [note(`${says} ${command.trim()}`)];
  }
  // Our own message says what to do; a gRPC error as its cause means that Temporal did not answer.
  if (isGrpcServiceError(absent.failed.cause)) return [skipped('Temporal does not answer')];
  const [what = '', ...todo] = absent.failed.message.split('\n');
  return [bad(what, todo.map((line) => line.trim()).join('\n'))];
}
