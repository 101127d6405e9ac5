/** The steps of an escalation at which something can happen to a part. */
export const STEPS = [
  'incoming, before a run exists',
  'answering',
  'P2P being established',
  'creating',
  'inviting',
  'replacing',
  'leaving',
  'tidying up after a stop',
  'after the end',
] as const;
export type Step = (typeof STEPS)[number];
