import { inject } from 'vitest';
import { type CertificateFiles, type Found, type TestEnvironment, wholeEnvironment } from './test-environment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    temporal: Found<TestEnvironment['temporal']>;
    workflowBundle: Found<string>;
    certificate: Found<CertificateFiles>;
  }
}

/** The environment that the global set-up laid; a test that needs a part that is missing fails with the reason. */
export function injectedEnvironment(): TestEnvironment {
  return wholeEnvironment({
    temporal: inject('temporal'),
    workflowBundle: inject('workflowBundle'),
    certificate: inject('certificate'),
  });
}
