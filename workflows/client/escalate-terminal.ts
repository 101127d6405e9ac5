import type { Readable } from 'node:stream';

/** Prints one line. */
export type Print = (line: string) => void;

export interface Output {
  print: Print;
  printError: Print;
}

/** What a command is given besides its arguments. */
export interface Terminal extends Output {
  stdin: Readable;
  env: NodeJS.ProcessEnv;
}

export function printJson({ print }: Output, value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}
