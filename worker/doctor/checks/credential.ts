import type { ClientCredential } from '../../../activities/graph/client/client-credential.ts';
import { check } from '../check.ts';
import { bad, good, type Line, note } from '../line.ts';

const DAY_MS = 24 * 60 * 60_000;
const SOON_MS = 14 * DAY_MS;

/** How long the app's credential remains valid, if it says so. */
export const credential = check(
  'credential',
  async ({ worker, now }) => ({ credential: worker.activities.credential, now: now() }),
  judgeCredential,
);

export function judgeCredential({ credential: given, now }: { credential: ClientCredential; now: number }): Line[] {
  if ('clientSecret' in given) return [note('a client secret; only the app registration shows when it expires')];
  const { validUntil } = given.clientCertificate;
  const left = Date.parse(validUntil) - now;
  const renew =
    'make a new one, upload it to the app registration, point AZURE_CLIENT_CERTIFICATE_PATH to it, and restart the worker';
  if (left <= 0) return [bad(`the certificate expired on ${validUntil}`, renew)];
  const until = `a certificate, valid until ${validUntil}`;
  return [left < SOON_MS ? bad(`${until}: ${Math.floor(left / DAY_MS)} days`, renew) : good(until)];
}
