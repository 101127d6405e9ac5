export const HELP = `Usage: npm run escalate -- <command> [options]

  start  --input <file.json | ->     start an escalation; prints its ids
         --again                     even if one of this call has ended
         --wait                      and wait for its end
  show   <P2P call id>               status, legs, what is waited for, timeline
  watch  <P2P call id>               prints each step as it happens, until the end
  wait   <P2P call id>               prints the result
  cancel <P2P call id>               tidies up and ends; a caller who is being moved is moved first

The input is described in workflows/client/README.md, "Input". Temporal is found as TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and Temporal's other
variables say; the task queue is TASK_QUEUE (default call-escalation).

Exit codes: 0 escalated (or the command is done), 1 not escalated or failed, 2 wrong use, 3 no such escalation.`;
