export const HELP = `Usage: npm run escalate -- <command> [options]

  start  --input <file.json | ->     starts an escalation; prints its ids
         --again                     even if an earlier one of this call has ended
         --wait                      and waits for its end
  invite <call id> --tenant <id> --request <id> --user <id> [--user <id> …]
                                     invites people into a multiparty call; nobody rings twice for one request id
         --alone                     each in a request of their own, so that each has an outcome of their own
         --wait                      and waits until it is known what became of them
  stay   <call id> --tenant <id>     stays in a multiparty call; prints its ids
         --wait                      and waits for its end
         (invite and stay take --input <file.json | -> as well, instead of id and flags)
  people <call id>                   prints who is in a call that somebody stays in
  remove <call id> --user <id> | --participant <id>
                                     removes one of them
         --request <id>              makes it safe to repeat
  leave  <call id>                   leaves the call; prints the result of the stay

  show   <id>                        prints status, legs, people, what it waits for, timeline
  watch  <id>                        prints each step as it happens, until the end
  wait   <id>                        prints the result
  cancel <id>                        cleans up and ends; a caller who is being moved is moved first; a stay leaves the call
         <id>: the id of the P2P call of an escalation, of the multiparty call of a stay, or a workflow id (escalation-…, call-…,
         invite-…)

The inputs are described in workflows/client/README.md. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and Temporal's other variables say
where Temporal is; the task queue is TASK_QUEUE (default call-escalation).

Exit codes: 0 escalated, everybody invited is in, the stay has its result (or the command is done), 1 not escalated, not everybody
is in, refused or failed, 2 wrong usage, 3 no such escalation, invite or stay.`;
