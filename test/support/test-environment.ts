/** What everything else stands on, made once. */
export interface TestEnvironment {
  temporal: { address: string; namespace: string; uiUrl?: string };
  /** Path of the workflow bundle. */
  workflowBundle: string;
  certificate: CertificateFiles;
}

/** Paths of PEM files. */
export interface CertificateFiles {
  cert: string;
  key: string;
  /** What clients must trust, by `NODE_EXTRA_CA_CERTS`, which Node reads at its start. */
  ca: string;
}

/** A part of the environment, or the reason why it is missing. */
export type Found<T> = { is: T } | { missing: string };

export async function find<T>(part: () => Promise<T>): Promise<Found<T>> {
  try {
    return { is: await part() };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/** Throws the reason of the first part that is missing. */
export function wholeEnvironment(found: { [K in keyof TestEnvironment]: Found<TestEnvironment[K]> }): TestEnvironment {
  return {
    temporal: have('Temporal server', found.temporal),
    workflowBundle: have('workflow bundle', found.workflowBundle),
    certificate: have('certificate', found.certificate),
  };
}

export function have<T>(name: string, found: Found<T>): T {
  if ('missing' in found) throw new Error(`There is no ${name}: ${found.missing}`);
  return found.is;
}
