import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { examine } from './examine.ts';
import { printLine } from './print-line.ts';
import type { FarSide } from './set-up.ts';

const HELP = `npm run doctor -- --tenant <tenant id>   examines a set-up before its first call; reads the environment of worker and webhook

  --tenant <id>         the tenant whose users will call
  --join <join link>    also makes a leg in this meeting, waits for its first signed callback, hangs it up;
                        listens in the webhook's place meanwhile (HOST, PORT), so stop the webhook
  --listen <port>       listens in the webhook's place on this port: for a webhook that does not run yet
  --simulator <ca.pem>  Microsoft's side is the simulator, and trusts this CA: private addresses are fine

Exit code: 0 nothing is wrong, 1 something is, 2 wrong use.`;

const WRONG_USE = 2;
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

  const farSide = simulator === undefined ? undefined : readFarSide(simulator);
  if (typeof farSide === 'string') return complain(farSide);
  const isWell = await examine({ env: process.env, tenantId, join, listen, farSide, signal: interrupted() }, (name, line) =>
    print(printLine(name, line)),
  );
  return isWell ? 0 : 1;
}

function readFarSide(path: string): FarSide | string {
  try {
    return { roots: [readFileSync(path, 'utf8')], isSimulator: true };
  } catch (error) {
    return `--simulator: ${errorMessage(error)}`;
  }
}

/** A leg of ours is hung up first. */
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
  return WRONG_USE;
}
