import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { examine } from './examine.ts';
import { printLine } from './line.ts';
import type { GraphSide } from './setup.ts';

const HELP = `npm run doctor -- --tenant <tenant id>   examines a setup before its first call; reads the environment of worker and webhook

  --tenant <id>         the tenant whose users will call
  --join <join link>    also creates a leg in this meeting, waits for its first signed callback, hangs it up;
                        listens in the webhook's place meanwhile (HOST, PORT), so stop the webhook
  --listen <port>       listens in the webhook's place on this port: if the webhook is not running yet
  --simulator <ca.pem>  Microsoft's side is the simulator, which trusts this CA: private addresses are fine

Exit code: 0 nothing is wrong, 1 something is, 2 wrong usage.`;

const WRONG_USAGE = 2;
const print = (text: string) => process.stdout.write(`${text}\n`);

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags();
  if (typeof flags === 'string') return complain(flags);
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const { tenant: tenantId, join, simulator } = flags;
  if (tenantId === undefined) return complain('--tenant is missing');
  const listen = flags.listen === undefined ? undefined : Number(flags.listen);
  if (listen !== undefined && !(Number.isInteger(listen) && listen > 0 && listen < 65_536))
    return complain('--listen needs a port');

  const graphSide = simulator === undefined ? undefined : readGraphSide(simulator);
  if (typeof graphSide === 'string') return complain(graphSide);
  const isHealthy = await examine({ env: process.env, tenantId, join, listen, graphSide, signal: interrupted() }, (name, line) =>
    print(printLine(name, line)),
  );
  return isHealthy ? 0 : 1;
}

function readGraphSide(path: string): GraphSide | string {
  try {
    return { roots: [readFileSync(path, 'utf8')], isSimulator: true };
  } catch (error) {
    return `--simulator: ${errorMessage(error)}`;
  }
}

/** Before the program ends, the doctor hangs up its leg. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function readFlags() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        tenant: { type: 'string' },
        join: { type: 'string' },
        listen: { type: 'string' },
        simulator: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return errorMessage(error);
  }
}

function complain(why: string): number {
  process.stderr.write(`${why}\n\n${HELP}\n`);
  return WRONG_USAGE;
}
