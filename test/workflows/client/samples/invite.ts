import { connectEscalationClient } from 'call-escalation/client';

const [id = '', tenantId = '', requestId = '', ...users] = process.argv.slice(2);
const calls = await connectEscalationClient();
const invite = await calls.invite({
  requestId, // yours: nobody rings twice for it
  call: { id, tenantId },
  participants: users.map((user) => ({ user: { id: user } })),
});
const { people } = await invite.result();
for (const { user, outcome } of people) console.log(user.id, outcome);
await calls.close();
