import { type Figure, isOverLimit, meetsGoal, ratioOf } from './figure.ts';

const HEAD = ['figure', 'unit', 'product', 'floor', 'ratio', 'goal', '', 'of'];

/** The figures as columns of text. */
export function tableOf(figures: readonly Figure[]): string[] {
  const rows = [HEAD, ...figures.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf(figure: Figure): string[] {
  const { name, unit, product, floor, of } = figure;
  const ratio = ratioOf(figure);
  const verdict = { true: 'met', false: 'missed', undefined: '' }[`${meetsGoal(figure)}`] ?? '';
  return [
    name,
    unit,
    number(product),
    floor === undefined ? '' : number(floor),
    ratio === undefined ? '' : ratio.toFixed(2),
    goalOf(figure),
    isOverLimit(figure) ? 'TOO MANY' : verdict,
    of === undefined ? '' : String(of),
  ];
}

function goalOf({ goal, limit }: Figure): string {
  if (limit !== undefined) return `<= ${limit}`;
  if (!goal) return '';
  if ('value' in goal) return `<= ${goal.value}`;
  return 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.ratio}`;
}

function number(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(Math.abs(value) < 100 ? 1 : 0).replace(/\.0$/, '');
}
