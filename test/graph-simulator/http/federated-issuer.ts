import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { FederatedCredential } from './federated-assertion.ts';

export interface FederatedIssuer {
  /** What the app registration trusts. */
  credential: FederatedCredential;
  /** A token of it, as a cluster or a managed identity gets one. */
  issue(instead?: { iss?: string; sub?: string; aud?: string; expiresIn?: string }): Promise<string>;
}

/** Whoever vouches for the app: a Kubernetes cluster, say, or Entra itself for a managed identity. */
export function createFederatedIssuer(): FederatedIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [issuer, subject] = ['https://cluster.example.com/', 'system:serviceaccount:call-escalation:worker'];
  let count = 0;
  return {
    credential: { issuer, subject, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    issue: ({ iss = issuer, sub = subject, aud = 'api://AzureADTokenExchange', expiresIn = '1 hour' } = {}) =>
      new SignJWT({ jti: String(++count) })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(iss)
        .setSubject(sub)
        .setAudience(aud)
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(privateKey),
  };
}
