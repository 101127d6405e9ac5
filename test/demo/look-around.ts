import type { Ran } from './call-once.ts';
import type { Everything } from './start-everything.ts';

/** Address of a run in the Temporal UI, if there is a UI. */
export function linkTo(
  { temporal }: Pick<Everything, 'temporal'>,
  { workflowId, runId }: { workflowId: string; runId: string },
): string | undefined {
  return temporal.uiUrl && `${workflowsOf(temporal)}/${workflowId}/${runId}/history`;
}

/** What there is to do while everything is up. */
export function lookAround({ temporal, places, taskQueue }: Everything, { example }: Ran): string[] {
  const simulator = `${places.simulator}/_simulator`;
  const env = `TEMPORAL_ADDRESS=${temporal.address} TASK_QUEUE=${taskQueue}`;
  return [
    '',
    'Everything stays up until Ctrl-C. Meanwhile:',
    ...(example.link
      ? [
          `  the story of the call (User Metadata)  ${example.link.replace(/history$/, 'user-metadata')}`,
          `  ${example.list.what.padEnd(37)}  ${workflowsOf(temporal)}?query=${encodeURIComponent(example.list.query)}`,
        ]
      : []),
    `  the same from a shell                  ${env} npm run escalate -- show ${example.id}`,
    `  somebody declines the next invite      curl -sk ${simulator}/faults -H 'content-type: application/json' -d '{"faults":[{"invite":"declined"}]}'`,
    `  another user calls                     curl -sk -X POST ${simulator}/incoming-call`,
    `  what Microsoft's side has seen         curl -sk ${simulator}/record`,
  ];
}

function workflowsOf({ uiUrl, namespace }: Everything['temporal']): string {
  return `${uiUrl}/namespaces/${namespace}/workflows`;
}
