/** A place where the dev server's binary may come from. */
export interface BinarySource {
  /** As it stands in the error that lists what was tried. */
  name: string;
  /** Told before a search that may take long. */
  notice?: string;
  /** Absolute path of the binary, or an error that says why there is none. */
  find(): Promise<string>;
}
