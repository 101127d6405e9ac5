import type { ResultInfo } from '../../workflows/contract/result.ts';
import { integer, isJsonObject, type JsonObject, words } from './json.ts';

/** `resultInfo` of a call or an operation, with the call's `terminationReason` (beta only, yet seen: reference §7). Integers where they can be read as such; `subCode` is `subcode` too. */
export function readResultInfo(resource: JsonObject): ResultInfo | undefined {
  const said = isJsonObject(resource.resultInfo) ? resource.resultInfo : {};
  const info: ResultInfo = {};
  const code = integer(said, 'code');
  const subcode = integer(said, 'subcode') ?? integer(said, 'subCode');
  const message = words(said, 'message');
  const terminationReason = words(resource, 'terminationReason');
  if (code !== undefined) info.code = code;
  if (subcode !== undefined) info.subcode = subcode;
  if (message !== undefined) info.message = message;
  if (terminationReason !== undefined) info.terminationReason = terminationReason;
  return Object.keys(info).length > 0 ? info : undefined;
}
