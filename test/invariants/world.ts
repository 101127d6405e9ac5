/** What differs between the worlds that calls end in, in ms. */
export interface World {
  /** By how much the clocks of the run and of the record may differ. */
  clockSkew: number;
  /** How long a request may be under way before it reaches Microsoft's side. */
  delivery: number;
  /** What dead workers, webhooks and servers may add to an escalation's longest time. */
  outages: number;
}
