import type { ClientCredential } from '../../../activities/graph/client/client-credential.ts';
import { check } from '../check.ts';
import { bad, good, type Line, note } from '../line.ts';

const DAY = 24 * 60 * 60_000;
const SOON = 14 * DAY;

/** Until when the app's credential is good, as far as it tells. */
export const credential = check(
  'credential',
  async ({ worker, now }) => ({ credential: worker.activities.credential, now: now() }),
  judgeCredential,
);

export function judgeCredential({ credential: given, now }: { credential: ClientCredential; now: number }): Line[] {
  if ('clientSecret' in given) return [note('a client secret; until when it is good, only the app registration tells')];
  const { validUntil } = given.clientCertificate;
  const left = Date.parse(validUntil) - now;
  const renew =
    'make a new one, upload it to the app registration, point AZURE_CLIENT_CERTIFICATE_PATH to it, restart the worker';
  if (left <= 0) return [bad(`the certificate ended on ${validUntil}`, renew)];
  const until = `a certificate, good until ${validUntil}`;
  return [left < SOON ? bad(`${until}: ${Math.floor(left / DAY)} days`, renew) : good(until)];
}
