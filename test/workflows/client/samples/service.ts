import { connectEscalationClient, type EscalationResult } from 'call-escalation/client';

const [id = '', tenantId = '', userId = ''] = process.argv.slice(2);
const escalations = await connectEscalationClient(); // TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TASK_QUEUE
const escalation = await escalations.start({
  p2pCall: { id, tenantId, state: 'incoming', caller: { user: { id: userId } } },
  meeting: { joinUrl: 'https://teams.microsoft.com/meet/2876210953?p=secret' },
});
const result: EscalationResult = await escalation.result();
console.log(result.outcome === 'escalated' ? result.multipartyCallId : result.reason);
await escalations.close();
