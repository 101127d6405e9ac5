import { z } from 'zod';

/** What worker and webhook have in common when they read their environment. */

export type Environment = Record<string, string | undefined>;

export const text = z.string('is missing').trim().min(1, 'must not be empty');

const HOW_TO_MAKE_ONE = 'openssl rand -base64 48';

/** `CALLBACK_SIGNING_KEY`: secrets of at least 32 bytes, separated by commas; empty items are ignored. The first signs, all verify. */
export const signingKeysSchema = z
  .string(
    `is missing: the worker signs the callback addresses with it, and the webhook verifies them; make one with: ${HOW_TO_MAKE_ONE}`,
  )
  .transform(splitList)
  .refine((keys) => keys.length > 0, `contains no key: ${HOW_TO_MAKE_ONE}`)
  .refine((keys) => keys.every((key) => Buffer.byteLength(key) >= 32), `each key must be at least 32 bytes: ${HOW_TO_MAKE_ONE}`);

/** The items between commas, without the empty ones. */
export function splitList(list: string): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Plain http only for loopback hosts and for names without a dot, which are containers of one network. */
export function isHttpsOrLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && /^(\[::1\]|127(\.\d+){3}|[^.:]+)$/.test(hostname));
}

/** A TCP port; 0 asks for any free one. */
export const portSchema = text
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a port number, at most 65535');
/** Pino's levels: `LOG_LEVEL` of each program. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const logLevelSchema = z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info');

/** Compose and .env files pass an unset variable as an empty one. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Who reads an environment. */
export type Program = 'worker' | 'webhook' | 'client' | 'replay' | 'codec server';

/** One error for all faults at once; it names variables, and quotes no value. */
export function settingsError(program: Program, issues: readonly z.core.$ZodIssue[]): Error {
  const faults = issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  return new Error(
    `The ${program}'s settings are incomplete or invalid. Correct these environment variables:\n${faults.join('\n')}`,
  );
}
