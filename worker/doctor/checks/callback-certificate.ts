import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { attempt, check, type Looked, whyOf } from '../check.ts';
import { bad, good, type Line, note, open } from '../line.ts';
import { PATIENCE, type FarSide } from '../set-up.ts';

export interface CertificateSeen {
  url: string;
  isSimulator: boolean;
  /** Undefined: no TLS. */
  certificate: Looked<{ issuer: string; validTo: string }> | undefined;
}

/** Would Graph trust the callback address? With its own roots, for those of `NODE_EXTRA_CA_CERTS` are trusted by nobody but us. */
export const callbackCertificate = check(
  'callback certificate',
  async ({ worker, farSide }) => {
    const url = worker.activities.callbackBaseUrl;
    const isTls = new URL(url).protocol === 'https:';
    const certificate = isTls ? await attempt(() => shakeHands(new URL(url), farSide)) : undefined;
    return { url, isSimulator: farSide.isSimulator, certificate };
  },
  judgeCertificate,
);

/** A certificate that Graph does not trust leaves calls `establishing`, in silence (Graph §9.4). */
export function judgeCertificate({ url, isSimulator, certificate }: CertificateSeen): Line[] {
  if (!certificate) {
    const says = `${url} has none`;
    return [isSimulator ? note(`${says}: fine for the simulator only`) : bad(says, 'Graph calls https addresses only')];
  }
  if ('found' in certificate) {
    const { issuer, validTo } = certificate.found;
    return [good(`complete and trusted, of ${issuer}, until ${validTo}`)];
  }
  const { failed } = certificate;
  const todo = TODO[codeOf(failed)];
  if (todo === undefined) return [open(`nobody shakes hands at ${url}: ${whyOf(failed)}`)];
  return [bad(`Graph would not trust it: ${whyOf(failed)}`, todo)];
}

const INCOMPLETE =
  'have the server send the whole chain of a public CA (often called fullchain.pem), not its own certificate alone';
const NOT_PUBLIC = 'use a certificate of a public CA; NODE_EXTRA_CA_CERTS makes us trust one, not Graph';
const RENEW = 'renew the certificate, or check what its server has loaded';

/** By the codes of OpenSSL and Node. */
const TODO: Record<string, string> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: INCOMPLETE,
  UNABLE_TO_GET_ISSUER_CERT: INCOMPLETE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: INCOMPLETE,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_PUBLIC,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_PUBLIC,
  CERT_HAS_EXPIRED: RENEW,
  CERT_NOT_YET_VALID: RENEW,
  ERR_TLS_CERT_ALTNAME_INVALID: 'use a certificate for the host of CALLBACK_BASE_URL',
};

/** Whether a connection failed for its certificate, and for nothing else. */
export function isDistrust(error: Error): boolean {
  return codeOf(error) in TODO;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function shakeHands({ hostname, port }: URL, { roots }: FarSide): Promise<{ issuer: string; validTo: string }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      // With `ca`, the CAs of Node and of NODE_EXTRA_CA_CERTS do not count.
      ca: [...roots],
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error(`no answer within ${PATIENCE} ms`)));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const { issuer, valid_to: validTo } = socket.getPeerCertificate();
      socket.destroy();
      resolve({ issuer: String(issuer.O ?? issuer.CN), validTo });
    });
  });
}
