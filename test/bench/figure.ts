/** One line of the table: the product beside its floor. */
export interface Figure {
  name: string;
  unit: string;
  product: number;
  /** Absent where nothing can be compared. */
  floor?: number;
  /** Of how many values it was made. */
  of?: number;
  /** What the product may take: in relation to its floor, or in itself. `atLeast`: more is better. */
  goal?: { ratio: number } | { value: number } | { atLeast: number };
  /** A count that cannot be noise: above it the bench fails. */
  limit?: number;
}

export const ratioOf = ({ product, floor }: Figure) => (floor === undefined ? undefined : product / floor);

/** Whether the goal is met; undefined where there is none. */
export function meetsGoal(figure: Figure): boolean | undefined {
  const { goal, product } = figure;
  const ratio = ratioOf(figure) ?? Number.NaN;
  if (!goal) return undefined;
  if ('value' in goal) return product <= goal.value;
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.ratio;
}

export const isOverLimit = ({ product, limit }: Figure) => limit !== undefined && !(product <= limit);
