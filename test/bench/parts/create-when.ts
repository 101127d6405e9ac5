import type { EscalationPolicy } from '../../../workflows/contract/policy.ts';
import { FAST_TIMINGS, REALISTIC_TIMINGS } from '../../graph-simulator/model/settings.ts';
import type { Bench } from '../bench.ts';
import { callAndAwaitEnd, timesOf } from '../calls.ts';
import type { Figure } from '../figure.ts';
import { type Product, startProduct } from '../product.ts';
import { percentile } from '../statistics.ts';

/** As in the other parts, and about as in the field: how long Graph takes to establish a leg. */
const ESTABLISHED_AFTER = [FAST_TIMINGS, REALISTIC_TIMINGS].map(({ establishing, established }) => ({
  establishing,
  established,
}));

/** What `createWhen: 'answered'` saves the caller: its floor is the default. One call after the other, both policies in turn. */
export async function createWhen(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const timings of ESTABLISHED_AFTER) {
    const start = (when: EscalationPolicy['createWhen']) => startProduct(bench, { timings, policy: { createWhen: when } });
    const [answered, established] = [await start('answered'), await start('established')];
    const ended = { answered: [] as string[], established: [] as string[] };
    for (let nth = 0; nth < bench.options.calls; nth++) {
      ended.answered.push(await callAndAwaitEnd(bench, answered));
      ended.established.push(await callAndAwaitEnd(bench, established));
    }
    figures.push({
      name: `incoming → invite, createWhen: answered beside established, legs established after ${timings.established} ms, p50`,
      unit: 'ms',
      product: untilInvite(answered, ended.answered),
      floor: untilInvite(established, ended.established),
      of: bench.options.calls,
    });
    await Promise.all([answered.stop(), established.stop()]);
  }
  return figures;
}

function untilInvite(product: Product, callIds: readonly string[]): number {
  return percentile(
    timesOf(product, callIds).map(({ invite }) => invite),
    0.5,
  );
}
