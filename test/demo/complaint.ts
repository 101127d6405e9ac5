import { z } from 'zod';

const logLine = z.looseObject({ level: z.number(), msg: z.string() });
/** pino's number for `warn`. */
const WARN = 40;

/** What a program's log line says, if it is a warning or worse; undefined for everything else. */
export function complaint(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg } = logLine.parse(JSON.parse(line));
    return level >= WARN ? msg : undefined;
  } catch {
    return undefined;
  }
}
