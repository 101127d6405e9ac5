import { bundleWorkflows } from './workflow-code.ts';

/** `npm run check:bundle`: fails if workflow code imports what the sandbox refuses, which `tsc` does not notice. */
const { code } = await bundleWorkflows();
console.log(`workflow bundle: OK, ${Math.round(code.length / 1024)} KB`);
