import { isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../../workflows/contract/search-attributes.ts';
import { absentAttributes, createCommand, isNotForUs } from '../../search-attributes.ts';
import { attempt, check, type Looked } from '../check.ts';
import { bad, good, type Line, note, open } from '../line.ts';
import { PATIENCE } from '../set-up.ts';

/** Without them every workflow task that writes one fails. */
export const searchAttributes = check(
  'search attributes',
  async ({ temporal: { connection, namespace } }) => ({
    namespace,
    absent: await attempt(() => connection.withDeadline(Date.now() + PATIENCE, () => absentAttributes(connection, namespace))),
  }),
  judgeSearchAttributes,
);

export function judgeSearchAttributes({ namespace, absent }: { namespace: string; absent: Looked<string[]> }): Line[] {
  if ('found' in absent) {
    const { found } = absent;
    if (found.length === 0) return [good(`all ${SEARCH_ATTRIBUTES.length} are there`)];
    return [
      bad(
        `${found.join(', ')} missing in namespace ${namespace}`,
        `start the worker, which registers them where it may, or run\n${createCommand(found, namespace).trim()}`,
      ),
    ];
  }
  if (isNotForUs(absent.failed)) {
    const [says = '', command = ''] = absent.failed.message.split('\n');
    return [note(`${says} ${command.trim()}`)];
  }
  // The message of ours names what to do; a cause of gRPC's means that Temporal itself could not be asked.
  if (isGrpcServiceError(absent.failed.cause)) return [open('Temporal could not be asked')];
  const [what = '', ...todo] = absent.failed.message.split('\n');
  return [bad(what, todo.map((line) => line.trim()).join('\n'))];
}
