import { randomBytes, randomUUID } from 'node:crypto';
import type { CallOptions } from '../../support/system.ts';

/** What must be nowhere in clear, by a name for the test's message. */
export type Secrets = Record<'caller' | 'guest' | 'name' | 'passcode' | 'meeting' | 'context' | 'subject', string>;

export function newSecrets(): Secrets {
  const word = () => randomBytes(6).toString('hex');
  return {
    caller: randomUUID(),
    guest: randomUUID(),
    name: `Ada ${word()}`,
    passcode: `pass${word()}`,
    meeting: `28${Math.floor(Math.random() * 1e8)}`.padEnd(10, '7'),
    context: `ticket ${word()}`,
    subject: `About ${word()}`,
  };
}

export function joinUrlOf({ meeting, passcode }: Secrets): string {
  return `https://teams.microsoft.com/meet/${meeting}?p=${passcode}`;
}

/** A call that brings all of them along. */
export function secretCall(secrets: Secrets): CallOptions {
  return {
    meeting: { joinUrl: joinUrlOf(secrets) },
    subject: secrets.subject,
    context: secrets.context,
    invite: [{ user: { id: secrets.guest, displayName: secrets.name } }],
    afterwards: 'stay',
    incoming: { callerUserId: secrets.caller },
  };
}

/** The names of those that the text has in clear, or in base64 at any of its three offsets. */
export function foundIn(bytes: Buffer, secrets: Record<string, string>): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => forms(secret).some((form) => bytes.includes(form)))
    .map(([name]) => name);
}

/** The middle of the base64 does not depend on what stands before and behind it. */
function forms(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from(`${'-'.repeat(offset)}${secret}`)
      .toString('base64')
      .slice(4, -4),
  );
  return [secret, secret.toUpperCase(), ...base64];
}
