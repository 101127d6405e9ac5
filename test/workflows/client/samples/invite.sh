temporal workflow start --type inviteToCall --task-queue "${TASK_QUEUE:-call-escalation}" \
  --workflow-id "invite-$CALL_ID-ticket-4711.1" \
  --id-conflict-policy Fail --id-reuse-policy RejectDuplicate --task-timeout 3s --input-file invite.json
