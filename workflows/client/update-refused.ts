/** A running stay refused a request, before it did anything: the call is ending, the person is not in the call … */
export class UpdateRefused extends Error {
  readonly workflowId: string;
  /** `inviteParticipants`, `removeParticipant` or `leave`. */
  readonly update: string;

  constructor(workflowId: string, update: string, why: string, options?: ErrorOptions) {
    super(`${update} was refused: ${why}`, options);
    this.name = 'UpdateRefused';
    this.workflowId = workflowId;
    this.update = update;
  }
}
