import type { Escalation } from './escalation.ts';

/** What Graph sends back with the n-th invite of an escalation: told apart from every other of whatever run. */
export function inviteContext({ run }: Escalation, n: number): string {
  return `invite-${run.state.identity.run}-${n}`;
}
