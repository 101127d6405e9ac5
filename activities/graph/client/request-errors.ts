/** A request that got no response, and whether Graph may have processed it nevertheless. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** `no`: it was certainly not sent, for lack of a token or of a connection. */
  readonly sent: 'no' | 'perhaps';
  /** Of a request that may have been sent: Microsoft finds the request by it. */
  readonly clientRequestId?: string;

  constructor(sent: 'no' | 'perhaps', message: string, options: ErrorOptions & { clientRequestId?: string } = {}) {
    super(message, options);
    this.sent = sent;
    if (options.clientRequestId !== undefined) this.clientRequestId = options.clientRequestId;
  }
}

/** Entra refused a token, and will go on refusing until an operator fixes something. */
export class TokenRequestRejected extends Error {
  override readonly name = 'TokenRequestRejected';
  /** The number in `AADSTS700016`, if Entra gave one. */
  readonly aadsts?: number;
  readonly tenantId: string;

  constructor(tenantId: string, aadsts: number | undefined, cause: Error) {
    super(cause.message, { cause });
    this.tenantId = tenantId;
    if (aadsts !== undefined) this.aadsts = aadsts;
  }
}
