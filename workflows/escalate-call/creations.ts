import type { Creation, Escalation } from './escalation.ts';
import { attemptLegs } from './legs.ts';
import { markUnknown } from './unknown-outcomes.ts';

/** One entry an attempt, however often it is tried. */
export function beginCreation({ state }: Escalation, attempt: number, establishBy: number): void {
  const known = state.creations.find((creation) => creation.attempt === attempt);
  if (known) Object.assign(known, { establishBy, outcome: 'pending' } satisfies Partial<Creation>);
  else state.creations.push({ attempt, establishBy, outcome: 'pending' });
}

/** What the response said. One that was lost does not matter where the leg has shown itself. */
export function settleCreation(escalation: Escalation, attempt: number, outcome: Exclude<Creation['outcome'], 'pending'>): void {
  const creation = escalation.state.creations.find((one) => one.attempt === attempt);
  if (!creation) return;
  creation.outcome = outcome === 'unknown' && hasShownItself(escalation, creation) ? 'known' : outcome;
  if (creation.outcome === 'unknown') markUnknown(escalation, 'create');
}

/** A leg that shows itself answers for the response that was lost. */
export function recognizeCreations(escalation: Escalation): void {
  for (const creation of escalation.state.creations)
    if (creation.outcome === 'unknown' && hasShownItself(escalation, creation)) creation.outcome = 'known';
}

function hasShownItself(escalation: Escalation, { attempt }: Creation): boolean {
  return attemptLegs(escalation, attempt).length > 0;
}
