/** There was no such workflow, or it ended longer ago than the namespace's retention period. */
export class NotFound extends Error {}

export class EscalationNotFound extends NotFound {
  constructor(p2pCallId: string, options?: ErrorOptions) {
    super(`There is no escalation of P2P call ${p2pCallId}`, options);
    this.name = 'EscalationNotFound';
  }
}

export class StayNotFound extends NotFound {
  constructor(callId: string, options?: ErrorOptions) {
    super(`There is no stay in call ${callId}`, options);
    this.name = 'StayNotFound';
  }
}

/** There was no `inviteToCall` for this request; an update of a stay is none. */
export class InviteNotFound extends NotFound {
  constructor(callId: string, requestId: string, options?: ErrorOptions) {
    super(`There is no invite ${requestId} into call ${callId}`, options);
    this.name = 'InviteNotFound';
  }
}
