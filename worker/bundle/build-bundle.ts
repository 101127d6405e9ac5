import { writeFile } from 'node:fs/promises';
import { bundleWorkflows } from './workflow-code.ts';
import { builtBundlePath } from './workflows-path.ts';

/** Part of `npm run build`: lets a worker start without webpack. Built by the SDK version that runs it. */
const { code } = await bundleWorkflows();
await writeFile(builtBundlePath(), code);
console.log(`workflow bundle: ${builtBundlePath()}, ${Math.round(code.length / 1024)} KB`);
