import { z } from 'zod';

/** One fault of an input. */
export interface Fault {
  path: PropertyKey[];
  message: string;
}

/** All faults in one line, each with the path of its field below `at`. */
export function describeFaults(error: z.ZodError, at: PropertyKey[] = []): string {
  return faultsOf(error)
    .map(({ path, message }) => `${z.core.toDotPath([...at, ...path]) || 'input'}: ${message}`)
    .join('; ');
}

export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: 'unknown field; check its spelling, or leave it out',
      }));
    }
    const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
    return [{ path: issue.path, message: missing ? 'is missing' : issue.message }];
  });
}
