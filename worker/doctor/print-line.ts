import type { Line } from './line.ts';

const MARKS = { good: '✓', bad: '✗', note: '·', open: '–' };

/** As the doctor prints it; what to do stands below, indented. */
export function printLine(name: string, line: Line): string {
  const head = `${MARKS[line.is]} ${name.padEnd(20)} ${line.is === 'open' ? 'not looked at: ' : ''}${line.says}`;
  if (line.is !== 'bad') return head;
  const [first = '', ...rest] = line.todo.split('\n');
  return [head, `    → ${first}`, ...rest.map((more) => `      ${more}`)].join('\n');
}
