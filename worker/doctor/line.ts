/** One line of the examination. */
export type Line =
  | { kind: 'good'; says: string }
  /** What is wrong, and what to do about it. */
  | { kind: 'bad'; says: string; todo: string }
  /** Worth knowing; there is nothing to do. */
  | { kind: 'note'; says: string }
  /** Not checked, because of something that another line reports. */
  | { kind: 'skipped'; says: string };

export const good = (says: string): Line => ({ kind: 'good', says });
export const bad = (says: string, todo: string): Line => ({ kind: 'bad', says, todo });
export const note = (says: string): Line => ({ kind: 'note', says });
export const skipped = (says: string): Line => ({ kind: 'skipped', says });

const MARKS: Record<Line['kind'], string> = { good: '✓', bad: '✗', note: '·', skipped: '–' };

/** As the doctor prints it; what to do stands below, indented. */
export function printLine(name: string, line: Line): string {
  const head = `${MARKS[line.kind]} ${name.padEnd(20)} ${line.kind === 'skipped' ? 'not checked: ' : ''}${line.says}`;
  if (line.kind !== 'bad') return head;
  const [first = '', ...rest] = line.todo.split('\n');
  return [head, `    → ${first}`, ...rest.map((more) => `      ${more}`)].join('\n');
}
