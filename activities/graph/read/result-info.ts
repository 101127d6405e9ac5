import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import { cappedText, integer, isJsonObject, type JsonObject } from './json.ts';

/** `resultInfo` of a call or an operation, with the call's `terminationReason` (documented for beta only, yet seen: Graph §7). `subCode` is read as `subcode`. */
export function readResultInfo(resource: JsonObject): ResultInfo | undefined {
  const raw = isJsonObject(resource.resultInfo) ? resource.resultInfo : {};
  const info: ResultInfo = {};
  const code = integer(raw, 'code');
  const subcode = integer(raw, 'subcode') ?? integer(raw, 'subCode');
  const message = cappedText(raw, 'message');
  const terminationReason = cappedText(resource, 'terminationReason');
  if (code !== undefined) info.code = code;
  if (subcode !== undefined) info.subcode = subcode;
  if (message !== undefined) info.message = message;
  if (terminationReason !== undefined) info.terminationReason = terminationReason;
  return Object.keys(info).length > 0 ? info : undefined;
}
