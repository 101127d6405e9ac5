/** Subcodes that only wrap another pair, which then stands as `DiagCode: C#S` in the message (Graph §9.3). */
const WRAPPING_SUBCODES = [0, 9999, 8541];

/** The pair behind a wrapping subcode: 403 and 7505 of `DiagCode: 403#7505.@`. Undefined if `subcode` wraps nothing. */
export function readDiagCode(subcode: number, message: string): { code: number; subcode: number } | undefined {
  const found = WRAPPING_SUBCODES.includes(subcode) ? /DiagCode:\s*(\d+)#(\d+)/i.exec(message) : null;
  return found ? { code: Number(found[1]), subcode: Number(found[2]) } : undefined;
}
