import { startBuilt } from '../../support/child-process.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import type { Bench } from '../bench.ts';
import { BUILT } from '../build.ts';
import { callAndAwaitEnd, keepBusy } from '../calls.ts';
import type { Figure } from '../figure.ts';
import type { Floor } from '../floor.ts';
import { callbackPath, notification, openPoster, rosterData } from '../notify.ts';
import type { Product } from '../product.ts';
import { median } from '../statistics.ts';

const AT_ONCE = 20;

/** Requests a second of one webhook, beside the least that does the same. */
export async function webhook(bench: Bench, product: Product, floor: Floor): Promise<Figure[]> {
  const { rounds, duration } = bench.options;
  const port = await freePort();
  const bare = await startBareWebhook(bench, product, port);
  // Of a workflow that is closed: it reacts to nothing.
  await bench.client.workflow.execute('bare', { taskQueue: floor.taskQueue, workflowId: 'closed', args: ['closed', 0] });
  const multiparty = await multipartyLegOf(bench, product);

  const posters = {
    ours: await openPoster(product, product.webhookUrl, AT_ONCE),
    bare: await openPoster(product, `http://127.0.0.1:${port}`, AT_ONCE),
  };
  const ignored = notification(`${multiparty.id}/contentsharingsessions`, {
    '@odata.type': '#microsoft.graph.contentSharingSession',
  });
  const roster = notification(`${multiparty.id}/participants`, rosterData(2));
  const rate = async (who: keyof typeof posters, path: string, body: object) => {
    const { ended, took } = await keepBusy(AT_ONCE, duration / 2, () => posters[who].post(path, body));
    return (ended * 1_000) / took;
  };
  const found = { parse: { ours: [] as number[], bare: [] as number[] }, signal: { ours: [] as number[], bare: [] as number[] } };
  for (let round = 0; round < rounds; round++) {
    found.parse.ours.push(await rate('ours', '/api/calls', ignored));
    found.parse.bare.push(await rate('bare', '/parse', ignored));
    found.signal.ours.push(await rate('ours', multiparty.path, roster));
    found.signal.bare.push(await rate('bare', '/signal', roster));
  }
  await Promise.all(Object.values(posters).map((poster) => poster.close()));
  await bare.kill();
  const line = (name: string, { ours, bare: theirs }: { ours: number[]; bare: number[] }, atLeast: number): Figure => ({
    name: `webhook, ${name}`,
    unit: '1/s',
    product: median(ours),
    floor: median(theirs),
    goal: { atLeast },
    of: rounds,
  });
  return [line('token and parse', found.parse, 0.8), line('a roster signalled to a closed run', found.signal, 0.9)];
}

/** Of an escalation that has ended. */
async function multipartyLegOf(bench: Bench, product: Product): Promise<{ id: string; path: string }> {
  const p2p = await callAndAwaitEnd(bench, product);
  const run = product.requests.find(({ kind, callId }) => kind === 'answer' && callId === p2p)?.headers['scenario-id'];
  const invite = product.requests.find(({ kind, headers }) => kind === 'invite' && headers['scenario-id'] === run);
  const id = invite?.callId ?? '';
  return { id, path: callbackPath(product, id) };
}

async function startBareWebhook({ environment }: Bench, product: Product, port: number) {
  const env = {
    PATH: process.env.PATH,
    NODE_EXTRA_CA_CERTS: environment.certificate.ca,
    TEMPORAL_ADDRESS: environment.temporal.address,
    PORT: String(port),
    AUDIENCE: product.applicationId,
    METADATA: product.simulator.openIdConfigurationUrl,
  };
  const child = startBuilt('bare webhook', BUILT.endWithParent, BUILT.floorWebhook, { env });
  await child.line('it listened', (line) => line.includes('listening'));
  return child;
}
