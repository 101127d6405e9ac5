import { connectEscalationClient } from 'call-escalation/client';

const [id = '', tenantId = '', colleague = ''] = process.argv.slice(2);
const calls = await connectEscalationClient();
const stay = await calls.stay({ call: { id, tenantId } });
await stay.invite('colleague-1', [{ user: { id: colleague } }]);
for (const { userId, inLobby } of await stay.people()) console.log(userId, inLobby ? 'waits in the lobby' : 'is in');
await stay.remove({ user: { id: colleague } });
const { outcome, reason } = await stay.leave(); // or stay.result(): when the call ends by itself
console.log(outcome, reason);
await calls.close();
