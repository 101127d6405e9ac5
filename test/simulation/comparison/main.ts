import { runVirtually } from './run-virtually.ts';
import { NAMES } from './names.ts';
import { SCRIPTS, type Seen } from './scripts.ts';

/** Program: what is seen of each workflow by the fake Temporal SDK, as JSON; `apis.system.test.ts` holds it to the real server. */
const seen: Record<string, Seen> = {};
for (const name of NAMES) seen[name] = await runVirtually(name, SCRIPTS[name] ?? {});
process.stdout.write(JSON.stringify(seen), () => process.exit());
