import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorMessage } from '../workflows/contract/errors.ts';
import { type ClientCredential, readClientCertificate } from '../activities/graph/client/client-credential.ts';

/** Exactly one credential, under the names that Azure's own libraries use: there must be no doubt which one is in use. */
export const credentialSchema = z
  .object({
    AZURE_CLIENT_SECRET: z.string().optional(),
    AZURE_CLIENT_CERTIFICATE_PATH: z.string().optional(),
    AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: z.stringbool("must be 'true' or 'false'").default(false),
  })
  .transform((given, context): ClientCredential => {
    const { AZURE_CLIENT_SECRET: clientSecret, AZURE_CLIENT_CERTIFICATE_PATH: path } = given;
    const refuse = (name: keyof typeof given, message: string) => {
      context.addIssue({ code: 'custom', path: [name], message });
      return z.NEVER;
    };
    if (clientSecret !== undefined && path !== undefined)
      return refuse('AZURE_CLIENT_CERTIFICATE_PATH', 'is set together with AZURE_CLIENT_SECRET: leave one of them out');
    if (clientSecret !== undefined) return { clientSecret };
    if (path === undefined)
      return refuse(
        'AZURE_CLIENT_SECRET',
        'is missing: the worker needs it to get tokens, or else AZURE_CLIENT_CERTIFICATE_PATH',
      );
    try {
      const sendChain = given.AZURE_CLIENT_SEND_CERTIFICATE_CHAIN;
      return { clientCertificate: readClientCertificate(readFileSync(path, 'utf8'), { sendChain }) };
    } catch (error) {
      return refuse('AZURE_CLIENT_CERTIFICATE_PATH', errorMessage(error));
    }
  });
