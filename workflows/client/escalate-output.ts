/** Prints one line. */
export type Print = (line: string) => void;

export interface Output {
  print: Print;
  printError: Print;
}

export function printJson({ print }: Output, value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}
