import { bundleWorkflows } from './workflow-code.ts';

/** `npm run check:bundle`: fails when workflow code reaches for what the sandbox refuses, which `tsc` does not see. */
const { code } = await bundleWorkflows();
console.log(`workflow bundle: sound, ${Math.round(code.length / 1024)} KB`);
