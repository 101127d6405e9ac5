import { inject } from 'vitest';
import { type CertificateFiles, type Found, type Ground, wholeGround } from './ground.ts';

declare module 'vitest' {
  interface ProvidedContext {
    temporal: Found<Ground['temporal']>;
    workflowBundle: Found<string>;
    certificate: Found<CertificateFiles>;
  }
}

/** The ground that the global set-up laid; a test that needs a part that is missing fails with the reason. */
export function injectedGround(): Ground {
  return wholeGround({
    temporal: inject('temporal'),
    workflowBundle: inject('workflowBundle'),
    certificate: inject('certificate'),
  });
}
