/** One line of the examination. */
export type Line =
  | { is: 'good'; says: string }
  /** What is wrong, and what to do. */
  | { is: 'bad'; says: string; todo: string }
  /** Worth knowing, nothing to do. */
  | { is: 'note'; says: string }
  /** Could not be looked at, because of something that is told elsewhere. */
  | { is: 'open'; says: string };

export const good = (says: string): Line => ({ is: 'good', says });
export const bad = (says: string, todo: string): Line => ({ is: 'bad', says, todo });
export const note = (says: string): Line => ({ is: 'note', says });
export const open = (says: string): Line => ({ is: 'open', says });
