/** The whole number of a flag. @throws where it is none, or below 1 */
export function wholeNumber(flag: string, given: string): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${flag} takes a whole number from 1 on, not ${given}`);
  return number;
}
