/** A request that got no response, and whether Graph may have processed it nevertheless. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** `no`: it certainly never left, for there was no token or no connection. */
  readonly sent: 'no' | 'perhaps';
  /** Of a request that was perhaps sent: by it Microsoft finds the request. */
  readonly clientRequestId?: string;

  constructor(sent: 'no' | 'perhaps', message: string, options: ErrorOptions & { clientRequestId?: string } = {}) {
    super(message, options);
    this.sent = sent;
    if (options.clientRequestId !== undefined) this.clientRequestId = options.clientRequestId;
  }
}
