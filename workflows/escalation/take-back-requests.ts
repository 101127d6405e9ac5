import type { Escalation } from './escalation.ts';
import type { ForCaller } from './requests.ts';

/** Takes the requests for the caller back; of one kind, where it is named. */
export function takeBackRequests({ askedForCaller }: Escalation, kind?: ForCaller): void {
  for (const [request, what] of askedForCaller) if (kind === undefined || what === kind) request.takeBack();
}
