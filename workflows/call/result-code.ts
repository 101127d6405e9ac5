import { readDiagCode } from '../contract/diag-code.ts';
import type { ResultInfo } from '../contract/result-info.ts';

/** A result's code pair in one form. */
export interface ResultCode {
  code: number;
  subcode: number;
}

/** The code of a result: 0 counts as 200; `DiagCode` in the message wins over a wrapping subcode. Undefined where no code was given. */
export function resultCode(info: ResultInfo | undefined): ResultCode | undefined {
  if (info?.code === undefined) return undefined;
  const subcode = info.subcode ?? 0;
  const pair = readDiagCode(subcode, info.message ?? '') ?? { code: info.code, subcode };
  return { ...pair, code: pair.code === 0 ? 200 : pair.code };
}

/** Whether the pair is `code/subcode`; `*` as code means any. */
export function is(pair: ResultCode, code: number | '*', ...subcodes: number[]): boolean {
  return (code === '*' || pair.code === code) && (subcodes.length === 0 || subcodes.includes(pair.subcode));
}

export function isSuccess(pair: ResultCode): boolean {
  return pair.code >= 200 && pair.code < 300;
}

/** 603 is a person's "no", not a server's trouble. */
export function isServerError(pair: ResultCode): boolean {
  return pair.code >= 500 && pair.code < 600;
}

/** Of what was said of one result always the same, in whatever order it came: a code over none, then the larger; of reasons the one that sorts last. */
export function strongerResult(a: ResultInfo | undefined, b: ResultInfo | undefined): ResultInfo | undefined {
  if (!a || !b) return a ?? b;
  const { terminationReason: _, ...stronger } = strength(a) >= strength(b) ? a : b;
  const [terminationReason] = [a.terminationReason, b.terminationReason]
    .filter((reason) => reason !== undefined)
    .sort()
    .reverse();
  return { ...stronger, ...(terminationReason !== undefined && { terminationReason }) };
}

function strength({ code, subcode, message, requestId, clientRequestId }: ResultInfo): string {
  const number = (n: number | undefined) => (n === undefined ? '-' : String(n).padStart(9, '0'));
  const ids = [requestId ?? '', clientRequestId ?? ''];
  return JSON.stringify([code === undefined ? 0 : 1, number(code), number(subcode), message ?? '', ...ids]);
}
