import { request } from 'undici';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, note, skipped } from '../line.ts';
import { CHECK_TIMEOUT_MS } from '../setup.ts';
import { readTemporalClock, type TemporalClock } from '../temporal-clock.ts';

/** If the webhook's clock is further off, a call loses part of the 15 s in which it must be answered. */
const MAX_SKEW_MS = 2_000;

/** Does this machine's clock agree with Entra's, to the second (all a `Date` header shows), and with Temporal's? */
export const clock = check(
  'clock',
  async ({ worker, tenantId, now, temporal }) => {
    const url = `${worker.activities.authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const [entra, server] = await Promise.all([attempt(() => skewTo(url, now)), attempt(() => readTemporalClock(temporal, now))]);
    return { entra, server };
  },
  ({ entra, server }) => [...judgeClock('Entra', entra), ...judgeTemporalClock(server)],
);

/** @param skew how far our clock is ahead, in ms */
export function judgeClock(whose: 'Entra' | 'Temporal', skew: Attempted<number>): Line[] {
  if ('failed' in skew) return [skipped(`${whose} gave no time: ${messageWithCauses(skew.failed)}`)];
  const seconds = (Math.abs(skew.found) / 1_000).toFixed(1);
  if (Math.abs(skew.found) <= MAX_SKEW_MS) return [good(`${seconds} s off ${whose}'s`)];
  const how = skew.found > 0 ? 'ahead of' : 'behind';
  return [
    bad(
      `${seconds} s ${how} ${whose}'s: calls lose part of the time in which they must be answered, and from a few minutes on tokens are rejected`,
      'synchronize the clock of every machine that runs a worker or webhook (NTP)',
    ),
  ];
}

export function judgeTemporalClock(server: Attempted<TemporalClock>): Line[] {
  if ('failed' in server) return judgeClock('Temporal', server);
  const { ahead, workflowId, removed } = server.found;
  const left =
    'failed' in removed
      ? [
          note(
            `workflow ${workflowId}, which the doctor started to read the clock, stays until its retention ends: ${messageWithCauses(removed.failed)}`,
          ),
        ]
      : [];
  return [...judgeClock('Temporal', { found: ahead }), ...left];
}

async function skewTo(url: string, now: () => number): Promise<number> {
  const begun = now();
  const { headers, body } = await request(url, { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
  await body.dump();
  const theirs = Date.parse(String(headers.date));
  if (Number.isNaN(theirs)) throw new Error(`${url} sent no Date header`);
  // Truncated, not rounded: on average it is half a second later.
  return (begun + now()) / 2 - (theirs + 500);
}
