import type { InvitedPerson } from '../../../workflows/contract/invite.ts';
import type { Presence, Ring } from '../staying/ended-stay.ts';

/** What a request says became of the people whom it named. Times are ms since 1970. */
export interface SaidOfPeople {
  /** The workflow that rang them. */
  workflowId: string;
  people: SaidOfPerson[];
  /** When it was asked, and when it was answered. */
  from: number;
  until: number;
}

/** Microsoft's side of it. */
export interface PeopleInTruth {
  presences: readonly Presence[];
  rings: readonly Ring[];
  /** When the leg that rang them ended. */
  legEndedAt?: number;
}

/** `notNamed`: by an escalation, whose result names those alone who are not in: this one is, or is in the lobby, or should be. */
export type SaidOfPerson = Pick<InvitedPerson, 'user' | 'unconfirmed'> & { outcome: InvitedPerson['outcome'] | 'notNamed' };
