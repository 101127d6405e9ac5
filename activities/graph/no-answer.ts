/** A request that got no response, and whether Graph may have processed it nevertheless. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** `no`: it certainly never left, for there was no token or no connection. */
  readonly sent: 'no' | 'perhaps';

  constructor(sent: 'no' | 'perhaps', message: string, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}
