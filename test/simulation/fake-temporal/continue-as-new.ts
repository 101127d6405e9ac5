import { asPayloads } from './payload.ts';

/** Ends a run, and begins the next of its chain. */
export class ContinueAsNew extends Error {
  override readonly name = 'ContinueAsNew';
  readonly args: unknown[];

  constructor(args: unknown[]) {
    super('Workflow continued as new');
    this.args = args;
  }
}

/** Its options say which version of the worker goes on; here there is one. */
export const makeContinueAsNewFunc = () => continueAsNew;

export async function continueAsNew(...args: unknown[]): Promise<never> {
  throw new ContinueAsNew(asPayloads(args));
}
