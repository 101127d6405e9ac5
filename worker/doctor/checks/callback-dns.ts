import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, note } from '../line.ts';

export interface DnsSeen {
  host: string;
  addresses: Attempted<string[]>;
  isSimulator: boolean;
}

/** Does the name in `CALLBACK_BASE_URL` resolve to an address that can be reached from outside? */
export const callbackDns = check(
  'callback DNS',
  async ({ worker, graphSide }) => {
    const host = new URL(worker.activities.callbackBaseUrl).hostname.replace(/^\[|\]$/g, '');
    const addresses = await attempt(async () => (await lookup(host, { all: true })).map(({ address }) => address));
    return { host, addresses, isSimulator: graphSide.isSimulator };
  },
  judgeDns,
);

export function judgeDns({ host, addresses: seen, isSimulator }: DnsSeen): Line[] {
  if ('failed' in seen) {
    return [
      bad(
        `${host} cannot be resolved: ${messageWithCauses(seen.failed)}`,
        'check CALLBACK_BASE_URL, and publish the name in public DNS',
      ),
    ];
  }
  const addresses = [...new Set(seen.found)];
  const says = `${host} is ${addresses.join(', ')}`;
  const hidden = addresses.filter(isPrivate);
  if (hidden.length === 0) return [good(`${says}, according to this machine's resolver`)];
  if (isSimulator) return [note(`${says}: the simulator can reach that, Graph could not`)];
  return [
    bad(
      `${says}: ${hidden.join(', ')} cannot be reached from outside`,
      'let CALLBACK_BASE_URL name the public address of the webhook; if only this machine resolves it to a private one, run the doctor elsewhere',
    ),
  ];
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
PRIVATE.addAddress('::', 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
