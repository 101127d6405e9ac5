import type { EscalationSnapshot, ResultInfo, TimelineEntry } from '../contract/result.ts';

const STATUS_IN_WORDS = {
  answering: 'The P2P call is being answered.',
  creating: 'The multiparty call is being created.',
  inviting: 'The caller is being invited into the multiparty call.',
  replacing: 'The caller is being moved into the multiparty call.',
  staying: 'Everybody is in; the bot stays in the multiparty call.',
  leaving: 'The caller is in; the bot is leaving.',
  escalated: 'Escalated: the caller is in the multiparty call.',
  notEscalated: 'Not escalated.',
  failed: 'Failed: an operator must mend something.',
  cancelled: 'Cancelled.',
} satisfies Record<EscalationSnapshot['status'], string>;

/** The run's story in Markdown, for the Temporal UI. Lists only: its tables have no spacing. Holds ids and codes, no names. */
export function currentDetails(snapshot: EscalationSnapshot): string {
  const { status, p2pCall, multipartyCall, waitingFor, outcomeUnknown, leftBehind, participants, timeline } = snapshot;
  return [
    `### ${STATUS_IN_WORDS[status]}`,
    '',
    `- P2P call \`${p2pCall.id}\`: ${p2pCall.state}`,
    ...(multipartyCall
      ? [
          `- Multiparty call \`${multipartyCall.id ?? 'id unknown'}\` (attempt ${multipartyCall.attempt}): ${multipartyCall.state}`,
        ]
      : []),
    ...(participants.length > 0
      ? [
          `- In the multiparty call: ${participants.length}, of whom ${participants.filter(({ inLobby }) => inLobby).length} in the lobby`,
        ]
      : []),
    ...(waitingFor
      ? [
          `- Waiting for ${waitingFor.what}, until ${waitingFor.until}${waitingFor.nextProbe ? `, asking Graph at ${waitingFor.nextProbe}` : ''}`,
        ]
      : []),
    ...(outcomeUnknown ? [`- **The response to ${outcomeUnknown} was lost**; whether it was processed will show itself`] : []),
    ...(leftBehind ? [`- **Left behind** (ends by itself after 45 minutes without keepAlive): ${leftBehind.join('; ')}`] : []),
    '',
    '### What happened',
    '',
    ...timeline.map(line),
  ].join('\n');
}

function line({ at, what, resultInfo }: TimelineEntry): string {
  return `- ${at} ${what}${resultInfo ? ` — ${inWords(resultInfo)}` : ''}`;
}

function inWords({ code, subcode, message, terminationReason, requestId }: ResultInfo): string {
  return [
    code === undefined ? undefined : `${code}${subcode === undefined ? '' : `/${subcode}`}`,
    message,
    terminationReason,
    requestId && `request-id ${requestId}`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}
