import { existsSync } from 'node:fs';

/** Debian's `prometheus` has both. */
const PROGRAMS = { prometheus: '/usr/bin/prometheus', promtool: '/usr/bin/promtool' };
const TO_DO = 'install Prometheus (apt-get install prometheus)';

/**
 * Paths of Prometheus and its tool, or the reason why the tests that need them are skipped.
 * @throws in CI, where nothing may be skipped
 */
export function findPrometheus(
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): typeof PROGRAMS | { missing: string } {
  if (Object.values(PROGRAMS).every(exists)) return PROGRAMS;
  const missing = `There is no ${PROGRAMS.promtool}: ${TO_DO}`;
  if (env.CI) throw new Error(missing);
  return { missing };
}
