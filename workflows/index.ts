/** What the worker's bundle offers: the workflow types by their names. */
export { escalateCall } from './escalate-call/workflow.ts';
export { hangUpLateLeg } from './hang-up-late-leg/workflow.ts';
export { inviteToCall } from './invite-to-call/workflow.ts';
export { stayInCall } from './stay-in-call/workflow.ts';
