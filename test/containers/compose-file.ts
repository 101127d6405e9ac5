import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Filled in before it is parsed here, after it in Compose: there an empty variable is an empty text. */
const texts = z.record(
  z.string(),
  z
    .string()
    .nullable()
    .transform((text) => text ?? ''),
);
const service = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  environment: texts.default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  scale: z.coerce.number().default(1),
  stop_grace_period: z.string().optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string(), restart: z.boolean().optional() })).default({}),
});

export type Service = z.infer<typeof service>;

/** `docker-compose.yml` as Compose sees it before it fills in variables. */
export function composeDocument(): unknown {
  return parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
}

/** The services, as `docker compose` starts them with these variables (of `.env`, for one). */
export function composeServices(variables: NodeJS.ProcessEnv = {}): Record<string, Service> {
  const text = fillIn(readFileSync('docker-compose.yml', 'utf8'), variables);
  return z.object({ services: z.record(z.string(), service) }).parse(parse(text, { merge: true })).services;
}

/** Compose's `${NAME:-default}`, `${NAME-default}` and `${NAME:+other}`: with a colon, an empty variable counts as missing. */
function fillIn(text: string, variables: NodeJS.ProcessEnv): string {
  return text.replaceAll(/\$\{(\w+)(:?)([-+])([^}]*)\}/g, (_, name: string, colon: string, sign: string, other: string) => {
    const value = variables[name];
    const present = value !== undefined && !(colon === ':' && value === '');
    if (sign === '+') return present ? other : '';
    return present ? value : other;
  });
}
