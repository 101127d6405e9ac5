import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, note, skipped } from '../line.ts';
import { CHECK_TIMEOUT_MS, type GraphSide } from '../setup.ts';

export interface CertificateSeen {
  url: string;
  isSimulator: boolean;
  /** Undefined: no TLS. */
  certificate: Attempted<{ issuer: string; validTo: string }> | undefined;
}

/** Would Graph trust the callback address? Judged by Graph's own roots, since only we trust those of `NODE_EXTRA_CA_CERTS`. */
export const callbackCertificate = check(
  'callback certificate',
  async ({ worker, graphSide }) => {
    const url = worker.activities.callbackBaseUrl;
    const isTls = new URL(url).protocol === 'https:';
    const certificate = isTls ? await attempt(() => shakeHands(new URL(url), graphSide)) : undefined;
    return { url, isSimulator: graphSide.isSimulator, certificate };
  },
  judgeCertificate,
);

/** With a certificate that Graph does not trust, calls stay `establishing`, without any error (Graph §9.4). */
export function judgeCertificate({ url, isSimulator, certificate }: CertificateSeen): Line[] {
  if (!certificate) {
    const says = `${url} has none`;
    return [isSimulator ? note(`${says}: only good enough for the simulator`) : bad(says, 'Graph calls https addresses only')];
  }
  if ('found' in certificate) {
    const { issuer, validTo } = certificate.found;
    return [good(`complete and trusted, issued by ${issuer}, until ${validTo}`)];
  }
  const { failed } = certificate;
  const todo = TODO[codeOf(failed)];
  if (todo === undefined) return [skipped(`no TLS handshake with ${url}: ${messageWithCauses(failed)}`)];
  return [bad(`Graph would not trust it: ${messageWithCauses(failed)}`, todo)];
}

const INCOMPLETE =
  'have the server send the whole chain of a public CA (often called fullchain.pem), not only its own certificate';
const NOT_PUBLIC = 'use a certificate of a public CA; NODE_EXTRA_CA_CERTS makes us trust others, but not Graph';
const RENEW = 'renew the certificate, or check which one the server has loaded';

/** By OpenSSL's and Node's codes. */
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

/** Whether a connection failed because of its certificate. */
export function isDistrust(error: Error): boolean {
  return codeOf(error) in TODO;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function shakeHands({ hostname, port }: URL, { roots }: GraphSide): Promise<{ issuer: string; validTo: string }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      // With `ca`, Node's own CAs and NODE_EXTRA_CA_CERTS do not count.
      ca: [...roots],
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.setTimeout(CHECK_TIMEOUT_MS, () => socket.destroy(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const { issuer, valid_to: validTo } = socket.getPeerCertificate();
      socket.destroy();
      resolve({ issuer: String(issuer.O ?? issuer.CN), validTo });
    });
  });
}
