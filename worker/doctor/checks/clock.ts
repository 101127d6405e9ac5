import { request } from 'undici';
import { attempt, check, type Looked, whyOf } from '../check.ts';
import { bad, good, type Line, note, open } from '../line.ts';
import { PATIENCE } from '../set-up.ts';
import { askTemporalsTime, type TemporalsTime } from '../temporal-clock.ts';

/** In ms. A webhook's clock that is further off costs a call part of the 15 s in which it must be answered. */
const MOST = 2_000;

/** Is this machine's clock that of Entra's, to the second, which is what a `Date` header tells, and that of Temporal's? */
export const clock = check(
  'clock',
  async ({ worker, tenantId, now, temporal }) => {
    const url = `${worker.activities.authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const [entra, server] = await Promise.all([attempt(() => skewTo(url, now)), attempt(() => askTemporalsTime(temporal, now))]);
    return { entra, server };
  },
  ({ entra, server }) => [...judgeClock('Entra', entra), ...judgeTemporalsClock(server)],
);

/** @param skew ms by which our clock is ahead */
export function judgeClock(whose: 'Entra' | 'Temporal', skew: Looked<number>): Line[] {
  if ('failed' in skew) return [open(`${whose} did not tell the time: ${whyOf(skew.failed)}`)];
  const seconds = (Math.abs(skew.found) / 1_000).toFixed(1);
  if (Math.abs(skew.found) <= MOST) return [good(`${seconds} s from that of ${whose}`)];
  const how = skew.found > 0 ? 'ahead of' : 'behind';
  return [
    bad(
      `${seconds} s ${how} that of ${whose}: calls lose part of the time in which they must be answered, and, from minutes on, tokens are refused`,
      'set the clock, on every machine of worker and webhook (NTP)',
    ),
  ];
}

export function judgeTemporalsClock(server: Looked<TemporalsTime>): Line[] {
  if ('failed' in server) return judgeClock('Temporal', server);
  const { ahead, workflowId, removed } = server.found;
  const left =
    'failed' in removed
      ? [note(`workflow ${workflowId}, which told the time, stays until retention: ${whyOf(removed.failed)}`)]
      : [];
  return [...judgeClock('Temporal', { found: ahead }), ...left];
}

async function skewTo(url: string, now: () => number): Promise<number> {
  const begun = now();
  const { headers, body } = await request(url, { signal: AbortSignal.timeout(PATIENCE) });
  await body.dump();
  const theirs = Date.parse(String(headers.date));
  if (Number.isNaN(theirs)) throw new Error(`${url} sent no Date`);
  // Cut off, not rounded: on average it is half a second later.
  return (begun + now()) / 2 - (theirs + 500);
}
