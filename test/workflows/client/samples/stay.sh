temporal workflow start --type stayInCall --task-queue "${TASK_QUEUE:-call-escalation}" \
  --workflow-id "call-$CALL_ID" \
  --id-conflict-policy Fail --id-reuse-policy RejectDuplicate --task-timeout 3s --input-file stay.json
