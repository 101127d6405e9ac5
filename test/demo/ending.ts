import { EscalationFailed } from '../../workflows/client/escalation-failed.ts';
import type { FailureKind } from '../../workflows/client/run-failed.ts';
import type { EscalationResult, NotEscalatedReason } from '../../workflows/contract/result.ts';

export type EndingName = 'escalated' | NotEscalatedReason | FailureKind;

/** How an escalation ended: result and failure alike. */
export interface Ending {
  name: EndingName;
  p2pCallId: string;
  p2pCall: 'replaced' | 'kept' | 'ended';
  multipartyCallId?: string;
  leftBehind: string[];
  /** What else is to be said of it. */
  remarks: string[];
}

/** @throws whatever is not an escalation's own way to fail */
export async function endingOf(p2pCallId: string, result: Promise<EscalationResult>): Promise<Ending> {
  try {
    return completed(await result);
  } catch (error) {
    if (!(error instanceof EscalationFailed)) throw error;
    const { kind, details, message } = error;
    return {
      name: kind,
      p2pCallId,
      p2pCall: details?.p2pCall ?? 'kept',
      ...idOf(details?.multipartyCallId),
      leftBehind: details?.leftBehind ?? [],
      remarks: [message],
    };
  }
}

function completed(result: EscalationResult): Ending {
  const { p2pCallId, multipartyCallId, leftBehind = [] } = result;
  const known = { p2pCallId, ...idOf(multipartyCallId), leftBehind };
  if (result.outcome === 'escalated') {
    const remarks = [result.inLobby && 'The caller is in the lobby.', result.unconfirmed && 'No roster has confirmed it.'];
    return { ...known, name: 'escalated', p2pCall: 'replaced', remarks: remarks.filter((remark) => typeof remark === 'string') };
  }
  const { code, subcode, message } = result.resultInfo ?? {};
  const said = [code !== undefined && `${code}/${subcode ?? 0}`, message].filter(Boolean).join(' ');
  const remarks = [`While ${result.during}${said && `: ${said}`}`];
  return { ...known, name: result.reason, p2pCall: result.p2pCall, remarks };
}

function idOf(multipartyCallId: string | undefined): { multipartyCallId?: string } {
  return multipartyCallId === undefined ? {} : { multipartyCallId };
}
