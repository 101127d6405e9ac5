import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  defineUpdate,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { takeNotes } from './notes.ts';

const change = defineUpdate<unknown, [string]>('change');
const later = defineUpdate<string, [string]>('later');

/** Updates of the first task, and later ones: in which order, with which results and refusals. */
export async function takesUpdates(): Promise<void> {
  const { note, heard, signals } = takeNotes();
  const handle = async (what: string) => {
    note(`${what} begins as ${currentUpdateInfo()?.name} ${currentUpdateInfo()?.id}`);
    if (what === 'no') throw ApplicationFailure.create({ type: 'Named', message: 'words', nonRetryable: true, details: [1] });
    if (what === 'nothing') return undefined;
    if (what === 'slow') await heard('go');
    await sleep(20);
    note(`${what} ends as ${currentUpdateInfo()?.id}`);
    return { what, list: [1, undefined], nothing: undefined };
  };
  const validator = (what: string) => {
    if (what === 'refused') throw new TypeError(`refused after ${signals.join()}`);
    if (what === 'refused by type') throw ApplicationFailure.create({ type: 'Named', message: 'words', details: ['a'] });
  };
  setHandler(change, handle, { validator, description: 'Changes' });
  note(`begins, ${currentUpdateInfo() === undefined ? 'in no update' : 'in an update'}, finished: ${allHandlersFinished()}`);
  await heard('first');
  note('has heard the first');
  await heard('go');
  await condition(allHandlersFinished);
  note('all have finished');
  await heard('end');
}

/** Registers the one handler within its first task, the other one after it. */
export async function registersLate(): Promise<void> {
  const { note, heard } = takeNotes();
  note('begins');
  await Promise.resolve();
  setHandler(change, async (what) => `${what} is taken`);
  await heard('go');
  setHandler(later, async (what) => `${what} is taken`);
  note('has both');
  await heard('end');
}

/** Ends while an update is under way. */
export async function endsBeforeItsUpdate(): Promise<string> {
  const { note, heard } = takeNotes();
  setHandler(change, async () => {
    note('the update begins');
    await heard('never');
  });
  note('begins');
  await heard('end');
  note(`finished: ${allHandlersFinished()}`);
  return 'to its end';
}
