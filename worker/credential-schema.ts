import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readClientCertificate } from '../activities/graph/client/client-certificate.ts';
import type { ClientCredential } from '../activities/graph/client/client-credential.ts';
import { errorMessage } from '../workflows/contract/errors.ts';

/** Under the names that Azure's own libraries use, where they have one. */
const shape = z.object({
  AZURE_CLIENT_SECRET: z.string().optional(),
  AZURE_CLIENT_SECRET_FILE: z.string().optional(),
  AZURE_CLIENT_CERTIFICATE_PATH: z.string().optional(),
  AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: z.stringbool("must be 'true' or 'false'").default(false),
  AZURE_FEDERATED_TOKEN_FILE: z.string().optional(),
  MANAGED_IDENTITY_CLIENT_ID: z.string().optional(),
});
type Given = z.infer<typeof shape>;
type Name = Exclude<keyof Given, 'AZURE_CLIENT_SEND_CERTIFICATE_CHAIN'>;

/** One entry a credential; what a path names must be readable at the start, though it is read anew at each token request. */
const CREDENTIALS: Record<Name, (value: string, given: Given) => ClientCredential> = {
  AZURE_CLIENT_SECRET: (secret) => ({ kind: 'secret', secret }),
  AZURE_CLIENT_SECRET_FILE: (path) => ({ kind: 'secretFile', path: readable(path) }),
  AZURE_CLIENT_CERTIFICATE_PATH: (path, given) => {
    const sendChain = given.AZURE_CLIENT_SEND_CERTIFICATE_CHAIN;
    readClientCertificate(readFileSync(path, 'utf8'), { sendChain });
    return { kind: 'certificate', path, sendChain };
  },
  AZURE_FEDERATED_TOKEN_FILE: (path) => ({ kind: 'federatedToken', path: readable(path) }),
  MANAGED_IDENTITY_CLIENT_ID: (clientId) => ({ kind: 'managedIdentity', clientId }),
};
const NAMES = Object.keys(CREDENTIALS).filter((name): name is Name => name in CREDENTIALS);

/** Exactly one credential: there must be no doubt which one is in use. */
export const credentialSchema = shape.transform((given, context): ClientCredential => {
  const refuse = (name: Name, message: string) => {
    context.addIssue({ code: 'custom', path: [name], message });
    return z.NEVER;
  };
  const [first, second] = NAMES.filter((name) => given[name] !== undefined);
  if (first === undefined)
    return refuse('AZURE_CLIENT_SECRET', `is missing: the worker needs it to get tokens, or else ${NAMES.slice(1).join(' or ')}`);
  if (second !== undefined) return refuse(second, `is set together with ${first}: leave one of them out`);
  try {
    return CREDENTIALS[first](given[first] ?? '', given);
  } catch (error) {
    return refuse(first, errorMessage(error));
  }
});

function readable(path: string): string {
  if (readFileSync(path, 'utf8').trim() === '') throw new Error('names an empty file');
  return path;
}
