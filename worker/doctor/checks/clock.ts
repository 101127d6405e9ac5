import { request } from 'undici';
import { attempt, check, type Looked, whyOf } from '../check.ts';
import { bad, good, type Line, open } from '../line.ts';
import { PATIENCE } from '../set-up.ts';

/** Tokens of either side are refused beyond 5 minutes; a clock that is right at all is within seconds. */
const MOST = 60_000;

/** Is this machine's clock that of Entra's, to the second, which is what a `Date` header tells? */
export const clock = check(
  'clock',
  async ({ worker, tenantId, now }) => {
    const url = `${worker.activities.authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
    return attempt(() => skewTo(url, now));
  },
  judgeClock,
);

/** @param skew ms by which our clock is ahead */
export function judgeClock(skew: Looked<number>): Line[] {
  if ('failed' in skew) return [open(`AZURE_AUTHORITY_HOST did not tell the time: ${whyOf(skew.failed)}`)];
  const seconds = Math.round(Math.abs(skew.found) / 1_000);
  if (Math.abs(skew.found) <= MOST) return [good(`${seconds} s from that of Entra`)];
  const how = skew.found > 0 ? 'ahead of' : 'behind';
  return [
    bad(
      `${seconds} s ${how} that of Entra: tokens will be refused`,
      'set the clock, on every machine of worker and webhook (NTP)',
    ),
  ];
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
