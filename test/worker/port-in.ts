import type { Child } from '../support/child-process.ts';

/** The port that a worker says it serves health and metrics on. */
export function portIn({ lines }: Child): number {
  const [, port] = /"port":(\d+)/.exec(lines.find((line) => line.includes('worker is polling')) ?? '') ?? [];
  if (port === undefined) throw new Error('The worker has not said that it polls');
  return Number(port);
}
