import type { ResultInfo } from '../contract/result-info.ts';
import type { TimelineEntry } from '../contract/timeline-entry.ts';

/** The timeline in Markdown, the last part of a run's page in the Temporal UI. */
export function timelinePart(timeline: readonly TimelineEntry[]): string[] {
  const [first] = timeline;
  return [`### What happened${first ? `, from ${first.at.slice(0, 10)} on, UTC` : ''}`, '', ...timeline.map(lineOf)];
}

function lineOf({ at, what, resultInfo }: TimelineEntry): string {
  const saidAlready = resultInfo?.message !== undefined && what.includes(resultInfo.message);
  return `- ${timeOf(at)} ${verbatim(what)}${resultInfo && !saidAlready ? ` — ${verbatim(inWords(resultInfo))}` : ''}`;
}

/** The UI makes fractions of codes such as 403/7504, which nobody finds again; not so in code. */
export function verbatim(text: string): string {
  return text.replaceAll(/\b\d+\/\d+\b/g, '`$&`');
}

/** Short, for the UI's column is narrow: `01:59:33.084`. */
export function timeOf(iso: string): string {
  return iso.slice(11, -1);
}

function inWords({ code, subcode, message, terminationReason, requestId, clientRequestId }: ResultInfo): string {
  return [
    code === undefined ? undefined : `${code}${subcode === undefined ? '' : `/${subcode}`}`,
    message,
    terminationReason,
    requestId && `request-id ${requestId}`,
    clientRequestId && `client-request-id ${clientRequestId}`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}
