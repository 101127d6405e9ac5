import type { ResultInfo } from '../../workflows/contract/result.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { integer, isJsonObject, type JsonObject, words } from './json.ts';

/** What an error response says, of either shape. */
export interface GraphError {
  /** Graph's own number, such as 7505; undefined for words such as `BadRequest`. */
  code?: number;
  message: string;
  /** HTTP status as `code`, Graph's number as `subcode`, as the reference writes them: 403/7505. */
  resultInfo: ResultInfo;
}

/** Codes that only wrap another one, which then stands in the message (reference §9.3). */
const WRAPPERS = [0, 8541, 9999];

/**
 * Reads `{error: {code, message, innerError}}` and the flat `{errorCode, message}` that 7503 comes in (reference §9.3). Calls
 * give `code` as a number in a string. Never throws: a body of another shape leaves the status to speak.
 */
export function readGraphError(answer: GraphAnswer): GraphError {
  const error = errorOf(answer.body);
  const number = integer(error, 'code') ?? integer(error, 'errorCode');
  const word = number === undefined ? words(error, 'code') : undefined;
  const said = words(error, 'message') ?? '';
  const message = [word, said].filter((part) => part).join(': ');
  const code = number === undefined || WRAPPERS.includes(number) ? (diagnosticSubcode(said) ?? number) : number;
  const requestId = answer.requestId ?? innerRequestId(error);
  return {
    ...(code !== undefined && { code }),
    message,
    resultInfo: {
      code: answer.status,
      ...(number !== undefined && { subcode: number }),
      ...(message && { message }),
      ...(requestId && { requestId }),
      ...(answer.clientRequestId && { clientRequestId: answer.clientRequestId }),
    },
  };
}

function errorOf(body: unknown): JsonObject {
  if (!isJsonObject(body)) return {};
  return isJsonObject(body.error) ? body.error : body;
}

/** `DiagCode: 403#7505.@` names the error behind a wrapper: the part after the `#`. */
function diagnosticSubcode(message: string): number | undefined {
  const found = /DiagCode:\s*\d+#(\d+)/i.exec(message)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Both spellings are seen: OData's `innererror`, Graph's `innerError`. */
function innerRequestId(error: JsonObject): string | undefined {
  const inner = error.innerError ?? error.innererror;
  return isJsonObject(inner) ? words(inner, 'request-id') : undefined;
}
