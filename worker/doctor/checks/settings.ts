import type { WebhookSettings } from '../../../webhook/settings.ts';
import type { WorkerSettings } from '../../settings.ts';
import type { Attempted } from '../check.ts';
import { bad, good, type Line } from '../line.ts';

export interface SettingsSeen {
  worker: Attempted<WorkerSettings>;
  webhook: Attempted<WebhookSettings>;
}

/** Read by the programs' own code, which names all faults and quotes no value. */
export function judgeSettings({ worker, webhook }: SettingsSeen): Line[] {
  return [judgeOne('worker', worker), judgeOne('webhook', webhook)];
}

function judgeOne(program: string, read: Attempted<unknown>): Line {
  if ('found' in read) return good(`those of the ${program} are complete`);
  const [, ...faults] = read.failed.message.split('\n').map((line) => line.trim());
  return bad(`those of the ${program} are incomplete or invalid`, `correct the environment variables:\n${faults.join('\n')}`);
}
