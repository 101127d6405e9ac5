import { readFileSync } from 'node:fs';
import { z } from 'zod';

const notification = z.object({
  value: z.array(z.looseObject({ changeType: z.string(), resourceUrl: z.string(), resourceData: z.unknown() })),
});
export type SeedNotification = z.infer<typeof notification>;

export interface SeedBlocks {
  /** In the order of the document. */
  notifications: SeedNotification[];
  requests: { line: string; body: unknown }[];
}

/** The examples of the seed document, of which a copy lies here. */
export function seedBlocks(): SeedBlocks {
  const page = readFileSync(new URL('../schema/participant-invite.md', import.meta.url), 'utf8').replaceAll('\r', '');
  const blocks = [...page.matchAll(/```\s*(\w+)\n([\s\S]*?)```/g)].map(([, language, text = '']) => ({
    language,
    text: text.trim(),
  }));
  return {
    notifications: blocks.filter(({ language }) => language === 'json').flatMap(({ text }) => asNotification(JSON.parse(text))),
    requests: blocks.filter(({ text }) => text.startsWith('POST') && text.includes('\n\n')).map(asRequest),
  };
}

function asNotification(block: unknown): SeedNotification[] {
  const parsed = notification.safeParse(block);
  return parsed.success ? [parsed.data] : [];
}

function asRequest({ text }: { text: string }) {
  const [head = '', ...rest] = text.split('\n\n');
  return { line: head.split('\n')[0] ?? '', body: JSON.parse(rest.join('\n\n')) as unknown };
}

const participants = z.object({ value: z.array(z.looseObject({ id: z.string() })) });
export const participantsIn = (body: unknown) => participants.parse(body).value;
