import type { Step } from '../steps.ts';

/** What Microsoft's side does not see of an example, told as it happens. */
export interface Narration {
  readonly steps: readonly Step[];
  tell(from: 'request' | 'result' | 'people', text: string): void;
}

export function createNarration(): Narration {
  const steps: Step[] = [];
  return {
    steps,
    tell: (from, text) => void steps.push({ at: new Date().toISOString(), from, text, reply: '' }),
  };
}
