import { readFile } from 'node:fs/promises';
import { type ClientCertificate, readClientCertificate } from './client-certificate.ts';
import { managedIdentityAssertion } from './managed-identity.ts';

/** How the app proves to Entra who it is, as the worker's settings say it. What a path names is read at each token request. */
export type ClientCredential =
  | { kind: 'secret'; secret: string }
  | { kind: 'secretFile'; path: string }
  | { kind: 'certificate'; path: string; sendChain: boolean }
  /** A token of another issuer whom the app trusts: of a Kubernetes cluster, say, which renews the file. */
  | { kind: 'federatedToken'; path: string }
  /** The token of a managed identity whom the app trusts. */
  | { kind: 'managedIdentity'; clientId: string };

/** As MSAL takes it. */
export type Proof = { clientSecret: string } | { clientCertificate: ClientCertificate } | { clientAssertion: string };

/**
 * The proof of now: what has been replaced since the last token is taken without a restart. A token lasts an hour, so reading
 * costs nothing, and no watcher can miss the way in which Kubernetes replaces a mounted file.
 * Throws an error that quotes nothing of a file.
 */
export async function readProof(credential: ClientCredential, authorityHost: string): Promise<Proof> {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret };
    case 'secretFile':
      return { clientSecret: await readText(credential.path) };
    case 'certificate':
      return { clientCertificate: await readCertificateFile(credential) };
    case 'federatedToken':
      return { clientAssertion: await readText(credential.path) };
    case 'managedIdentity':
      return { clientAssertion: await managedIdentityAssertion(credential.clientId, authorityHost) };
  }
}

export async function readCertificateFile({ path, sendChain }: { path: string; sendChain: boolean }): Promise<ClientCertificate> {
  return readClientCertificate(await readFile(path, 'utf8'), { sendChain });
}

/** Editors and `echo` end a file with a line break, which belongs to no secret. */
async function readText(path: string): Promise<string> {
  const text = (await readFile(path, 'utf8')).trim();
  if (text === '') throw new Error(`${path} is empty`);
  return text;
}
