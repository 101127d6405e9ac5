/** Whoever wants whole stack traces of workflow code puts `globalThis.wholeStacks = true` before the bundle (with-flags.ts). */
export const WHOLE_STACKS = 'wholeStacks';
