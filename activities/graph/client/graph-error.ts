import { readDiagCode } from '../../../workflows/contract/diag-code.ts';
import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import { cappedText, integer, isJsonObject, type JsonObject } from '../read/json.ts';
import type { GraphAnswer } from './graph-answer.ts';

/** What an error response says, of either shape. */
export interface GraphError {
  /** Graph's own number, such as 7505; undefined for a word such as `BadRequest`. */
  code?: number;
  message: string;
  /** The HTTP status as `code` and Graph's number as `subcode`, as in the tables of Graph §9.3: 403/7505. */
  resultInfo: ResultInfo;
}

/**
 * Reads `{error: {code, message, innerError}}` and the flat `{errorCode, message}` in which 7503 comes (Graph §9.3). For calls
 * `code` is a number in a string. Never throws: if the body has another shape, the status is all there is.
 */
export function readGraphError(answer: GraphAnswer): GraphError {
  const error = errorOf(answer.body);
  const number = integer(error, 'code') ?? integer(error, 'errorCode');
  const word = number === undefined ? cappedText(error, 'code') : undefined;
  const explanation = cappedText(error, 'message') ?? '';
  const message = [word, explanation].filter((part) => part).join(': ');
  const code = readDiagCode(number ?? 0, explanation)?.subcode ?? number;
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

/** Both spellings occur: OData's `innererror`, Graph's `innerError`. */
function innerRequestId(error: JsonObject): string | undefined {
  const inner = error.innerError ?? error.innererror;
  return isJsonObject(inner) ? cappedText(inner, 'request-id') : undefined;
}
