import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorMessage } from '../../workflows/contract/errors.ts';
import {
  isHttpsOrLocal,
  type LogLevel,
  logLevelSchema,
  settingsError,
  splitList,
  text,
  withoutEmpty,
} from '../../workflows/contract/settings-schema.ts';
import type { PayloadKeys } from '../../workflows/payloads/payload-keys.ts';
import { payloadKeysSchema } from '../../workflows/payloads/payload-keys-schema.ts';
import type { Access } from './authenticate.ts';

export interface CodecServerSettings {
  host: string;
  port: number;
  /** PEM; undefined: plain http, to this machine only. */
  tls: { cert: string; key: string } | undefined;
  payloadKeys: PayloadKeys;
  access: Access;
  /** Of Temporal UIs. */
  origins: string[];
  logLevel: LogLevel;
}

const file = text.transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    context.addIssue({ code: 'custom', message: errorMessage(error) });
    return z.NEVER;
  }
});

const environment = z
  .object({
    PAYLOAD_KEYS: payloadKeysSchema.refine((keys) => keys.length > 0, 'is missing: there is nothing to decrypt with'),
    CODEC_SERVER_HOST: text.default('127.0.0.1'),
    CODEC_SERVER_PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(8888),
    CODEC_SERVER_TLS_CERT_PATH: file.optional(),
    CODEC_SERVER_TLS_KEY_PATH: file.optional(),
    CODEC_SERVER_KEY: text.min(32, 'must have at least 32 characters: openssl rand -base64 48').optional(),
    CODEC_SERVER_ISSUER: text.optional(),
    CODEC_SERVER_AUDIENCE: text.optional(),
    CODEC_SERVER_JWKS: text.refine(isHttpsOrLocal, 'must be an https URL').optional(),
    CODEC_SERVER_ORIGINS: z
      .string()
      .default('')
      .transform(splitList)
      .refine((origins) => origins.every(isOrigin), 'must be origins such as https://temporal.example.com, separated by commas'),
    LOG_LEVEL: logLevelSchema,
  })
  .superRefine((given, context) => {
    const refuse = (name: keyof typeof given, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    const token = [given.CODEC_SERVER_ISSUER, given.CODEC_SERVER_AUDIENCE, given.CODEC_SERVER_JWKS];
    const known = token.filter((part) => part !== undefined).length;
    if (known !== 0 && known !== token.length)
      refuse('CODEC_SERVER_ISSUER', 'goes with CODEC_SERVER_AUDIENCE and CODEC_SERVER_JWKS: set all three, or none');
    if (known === 0 && given.CODEC_SERVER_KEY === undefined)
      refuse('CODEC_SERVER_KEY', 'is missing, and CODEC_SERVER_ISSUER, too: without authentication it does not start');
    const hasCert = given.CODEC_SERVER_TLS_CERT_PATH !== undefined;
    if (hasCert !== (given.CODEC_SERVER_TLS_KEY_PATH !== undefined))
      refuse('CODEC_SERVER_TLS_KEY_PATH', 'goes with CODEC_SERVER_TLS_CERT_PATH: set both, or none');
    if (!hasCert && !isLoopback(given.CODEC_SERVER_HOST))
      refuse('CODEC_SERVER_HOST', 'must be a loopback address without CODEC_SERVER_TLS_CERT_PATH: it sends what it decrypts');
  });

/** Reads the codec server's settings (worker/README.md, Privacy). Throws one error that names all faults and quotes no value. */
export function readCodecServerSettings(env: NodeJS.ProcessEnv): CodecServerSettings {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) throw settingsError('codec server', parsed.error.issues);
  const { data } = parsed;
  const { CODEC_SERVER_ISSUER: issuer, CODEC_SERVER_AUDIENCE: audience, CODEC_SERVER_JWKS: jwks, CODEC_SERVER_KEY: key } = data;
  const { CODEC_SERVER_TLS_CERT_PATH: cert, CODEC_SERVER_TLS_KEY_PATH: tlsKey } = data;
  const takesTokens = issuer !== undefined && audience !== undefined && jwks !== undefined;
  return {
    host: data.CODEC_SERVER_HOST,
    port: data.CODEC_SERVER_PORT,
    tls: cert !== undefined && tlsKey !== undefined ? { cert, key: tlsKey } : undefined,
    payloadKeys: data.PAYLOAD_KEYS,
    access: { key, tokens: takesTokens ? { issuer, audience, jwks: new URL(jwks) } : undefined },
    origins: data.CODEC_SERVER_ORIGINS,
    logLevel: data.LOG_LEVEL,
  };
}

function isLoopback(host: string): boolean {
  return /^(localhost|::1|127(\.\d+){3})$/.test(host);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
