temporal workflow update execute --workflow-id "call-$CALL_ID" --name inviteParticipants --update-id ticket-4711.2 \
  --input '{ "participants": [{ "user": { "id": "8a34a46b-3d17-4adc-8dce-dc4e7d572698" } }] }'
temporal workflow query --workflow-id "call-$CALL_ID" --name call
temporal workflow update execute --workflow-id "call-$CALL_ID" --name removeParticipant --update-id remove/ticket-4711.3 \
  --input '{ "user": { "id": "8a34a46b-3d17-4adc-8dce-dc4e7d572698" } }'
temporal workflow update execute --workflow-id "call-$CALL_ID" --name leave
