/** The requests that a fault can name: the 13 operations of the call API, and Entra's token. */
export const REQUEST_KINDS = [
  'token',
  'createCall',
  'getCall',
  'delete',
  'answer',
  'reject',
  'redirect',
  'keepAlive',
  'cancelMediaProcessing',
  'getParticipants',
  'getParticipant',
  'deleteParticipant',
  'invite',
  'getOperation',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const NOTIFICATION_KINDS = [
  'incoming',
  'p2p establishing',
  'p2p established',
  'p2p terminating',
  'p2p terminated',
  'p2p deleted',
  'multiparty establishing',
  'multiparty established',
  'multiparty terminating',
  'multiparty terminated',
  'multiparty deleted',
  'operation',
  'roster',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Whether it says that a leg has ended. */
export function tellsOfEnd(kind: NotificationKind): boolean {
  return kind.endsWith(' terminated') || kind.endsWith(' deleted');
}

/** The moments of an escalation at which something can happen to a leg; each is reached as soon as its notification or response is under way. */
export const STEPS = [
  'ringing',
  'answering',
  'p2p established',
  'creating',
  'multiparty established',
  'inviting',
  'operation completed',
  'replaced',
] as const;
export type Step = (typeof STEPS)[number];
