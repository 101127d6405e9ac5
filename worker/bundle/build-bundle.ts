import { writeFile } from 'node:fs/promises';
import { bundleWorkflows } from './workflow-code.ts';
import { builtBundlePath } from './workflows-path.ts';

/** `npm run build`: a worker then starts without webpack. Built by the same SDK version that runs it. */
const { code } = await bundleWorkflows();
await writeFile(builtBundlePath(), code);
console.log(`workflow bundle: ${builtBundlePath()}, ${Math.round(code.length / 1024)} KB`);
