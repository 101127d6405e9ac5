import { injectedEnvironment } from '../support/injected-environment.ts';

/** The environment of a demo that uses the Temporal server of the tests: one of its own costs it some seconds of a core. */
export function onThisServer(): NodeJS.ProcessEnv {
  const { address, namespace } = injectedEnvironment().temporal;
  // There is none: the demo prints its link all the same.
  const uiUrl = 'http://127.0.0.1:8233';
  return { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_UI_URL: uiUrl };
}
