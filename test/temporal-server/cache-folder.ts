import { homedir } from 'node:os';
import { join } from 'node:path';

/** Outside the checkout: a fresh clone and `npm ci` keep what was once downloaded. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const caches = process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  return join(env.XDG_CACHE_HOME || caches, 'call-escalation');
}
