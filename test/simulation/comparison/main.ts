import { runVirtually } from './run-virtually.ts';
import { SCRIPTS, type Seen } from './scripts.ts';
import * as workflows from './workflows/index.ts';

/** Program: what is seen of each workflow by the fake Temporal SDK, as JSON; `apis.system.test.ts` holds it to the real server. */
const seen: Record<string, Seen> = {};
for (const name of Object.keys(workflows)) seen[name] = await runVirtually(name, SCRIPTS[name] ?? {});
process.stdout.write(JSON.stringify(seen), () => process.exit());
