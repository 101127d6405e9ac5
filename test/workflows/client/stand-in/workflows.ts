/** Small workflows with the names, queries, updates and results of the real ones, and no call behind them: for tests of the client. */
export { askStay } from './ask-stay.ts';
export { inviteToCall } from './invite-to-call.ts';
export { stayInCall } from './stay-in-call.ts';
