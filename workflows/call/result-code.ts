import type { ResultInfo } from '../contract/result.ts';

/** A result's code pair in one form. */
export interface ResultCode {
  code: number;
  subcode: number;
}

/** Outer codes that only wrap the real pair, which then stands as `DiagCode: C#S` in the message (reference §9.3). */
const WRAPPING_SUBCODES = [0, 9999, 8541];

/** The code of a result: 0 counts as 200; `DiagCode` in the message wins over a wrapping subcode. Undefined where no code was given. */
export function resultCode(info: ResultInfo | undefined): ResultCode | undefined {
  if (info?.code === undefined) return undefined;
  const subcode = info.subcode ?? 0;
  const inner = WRAPPING_SUBCODES.includes(subcode) ? /DiagCode:\s*(\d+)#(\d+)/i.exec(info.message ?? '') : null;
  const code = inner ? Number(inner[1]) : info.code;
  return { code: code === 0 ? 200 : code, subcode: inner ? Number(inner[2]) : subcode };
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
