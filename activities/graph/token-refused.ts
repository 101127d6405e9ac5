/** Entra gave no token, and will not give one until somebody mends something. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  /** The number of `AADSTS700016`, where Entra gave one. */
  readonly aadsts?: number;
  readonly tenantId: string;

  constructor(tenantId: string, aadsts: number | undefined, cause: Error) {
    super(cause.message, { cause });
    this.tenantId = tenantId;
    if (aadsts !== undefined) this.aadsts = aadsts;
  }
}
