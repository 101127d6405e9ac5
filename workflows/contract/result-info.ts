/** A result in Microsoft's own words, and the ids by which Microsoft finds the request. `code` 0 and 200 both mean success (Graph §6). */
export interface ResultInfo {
  code?: number;
  subcode?: number;
  message?: string;
  terminationReason?: string;
  /** Graph's `request-id`. */
  requestId?: string;
  /** Our `client-request-id`, also of a request that got no answer. */
  clientRequestId?: string;
}
