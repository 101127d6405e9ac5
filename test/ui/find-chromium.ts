import { existsSync } from 'node:fs';

const DEBIANS = '/usr/bin/chromium';
const TO_DO = 'install it (apt-get install chromium), or name one in CHROMIUM_PATH';

/**
 * Path of a Chromium, or the reason why the tests in a browser are skipped.
 * @throws where nothing may be skipped: in CI, and where `CHROMIUM_PATH` names what is not there
 */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): { path: string } | { missing: string } {
  const path = env.CHROMIUM_PATH || DEBIANS;
  if (exists(path)) return { path };
  const missing = `There is no Chromium at ${path}: ${TO_DO}`;
  if (env.CI || env.CHROMIUM_PATH) throw new Error(missing);
  return { missing };
}
