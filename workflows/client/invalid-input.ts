/** An input that was rejected before anything was started or sent. */
export class InvalidInput extends Error {
  /** Of which request. */
  readonly of: 'escalation' | 'invite' | 'stay';

  /** @param why names all faults with their paths */
  constructor(of: InvalidInput['of'], why: string) {
    super(`The input of the ${of} is invalid: ${why}`);
    this.name = 'InvalidInput';
    this.of = of;
  }
}

/** That of an escalation. */
export class InvalidEscalationInput extends InvalidInput {
  constructor(why: string) {
    super('escalation', why);
    this.name = 'InvalidEscalationInput';
  }
}
