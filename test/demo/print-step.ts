import type { Step } from './steps.ts';

const ARROWS = {
  Graph: 'Graph  ─▶ webhook',
  worker: 'worker ─▶ Graph  ',
  service: 'service ─▶ Graph ',
  request: 'service ─▶ worker',
  result: 'worker ─▶ service',
  people: 'in the meeting   ',
} satisfies Record<Step['from'], string>;

/** One line: the time since `start` (ISO), from whom to whom, what, and what came back. */
export function stepLine({ at, from, text, reply }: Step, start: string): string {
  const seconds = (Date.parse(at) - Date.parse(start)) / 1000;
  return `${seconds.toFixed(2).padStart(7)} s  ${ARROWS[from]}  ${text.padEnd(44)} ${reply}`.trimEnd();
}
