/** Reads a command line; one that is not understood ends the program with 2, and says what is wrong and how it is used. */
export function orUsage<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/** The whole number of a flag. @throws where it is none, or below 1 */
export function wholeNumber(flag: string, given: string): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${flag} takes a whole number from 1 on, not ${given}`);
  return number;
}
