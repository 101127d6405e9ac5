import type { WebhookSettings } from '../../../webhook/settings.ts';
import type { WorkerSettings } from '../../settings.ts';
import type { Looked } from '../check.ts';
import { bad, good, type Line } from '../line.ts';

export interface SettingsSeen {
  worker: Looked<WorkerSettings>;
  webhook: Looked<WebhookSettings>;
}

/** The programs' own reading of the environment, which names every fault at once, and no value. */
export function judgeSettings({ worker, webhook }: SettingsSeen): Line[] {
  return [judgeOne('worker', worker), judgeOne('webhook', webhook)];
}

function judgeOne(program: string, read: Looked<unknown>): Line {
  if ('found' in read) return good(`those of the ${program} are complete`);
  const [, ...faults] = read.failed.message.split('\n').map((line) => line.trim());
  return bad(`those of the ${program} are incomplete or invalid`, `correct the environment variables:\n${faults.join('\n')}`);
}
