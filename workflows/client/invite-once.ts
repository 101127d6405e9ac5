/** Ways to have people invited. */
export interface InviteWays<Handle> {
  /** Whether there is a stay in the call, running or ended. */
  isStayedIn(): Promise<boolean>;
  /** The workflow of this request, running or ended. */
  findRun(): Promise<Handle | undefined>;
  /** Undefined: the stay has ended, and has not taken the request. */
  updateStay(): Promise<Handle | undefined>;
  /** Also hands out one that somebody else has started meanwhile. */
  startRun(): Promise<Handle>;
}

/**
 * The order in which they are tried. A workflow of the request asks the stay before it rings anybody, so of two callers at the moment at
 * which a stay begins each one comes upon what the other has done: whoever has seen the stay looks for a workflow *after* that, and
 * finds each that has asked in vain; one that is started later asks the stay, which knows the request by its id.
 */
export async function inviteOnce<Handle>(ways: InviteWays<Handle>): Promise<Handle> {
  const isStayedIn = await ways.isStayedIn();
  return (await ways.findRun()) ?? (isStayedIn ? await ways.updateStay() : undefined) ?? (await ways.startRun());
}
