/** Those of a call that goes on: further people, and the stay that follows an escalation. */
const STEPS_OF_STAY = ['inviting others', 'handing over', 'staying', 'leaving a stay'] as const;
export type StepOfStay = (typeof STEPS_OF_STAY)[number];

/** The steps of an escalation, and of the stay that follows it, at which something can happen to a part. */
export const STEPS = [
  'incoming, before a run exists',
  'answering',
  'P2P being established',
  'creating',
  'inviting',
  'replacing',
  ...STEPS_OF_STAY,
  'leaving',
  'tidying up after a stop',
  'after the end',
] as const;
export type Step = (typeof STEPS)[number];
