temporal workflow start --type escalateCall --task-queue "${TASK_QUEUE:-call-escalation}" \
  --workflow-id "escalation-$CALL_ID" \
  --id-conflict-policy Fail --id-reuse-policy RejectDuplicate --task-timeout 3s --input-file input.json
