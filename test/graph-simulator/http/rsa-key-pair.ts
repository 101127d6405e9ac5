import { generateKeyPair } from 'jose';

/** Who needs keys that differ asks for numbers that differ. Two, for each costs every thread of tests that asks for it. */
export type RsaKeyNumber = 0 | 1;

const made = new Map<RsaKeyNumber, ReturnType<typeof generateKeyPair>>();

/** An RSA key pair of 2,048 bits, for RS256. To make one takes a third of a second of a core, so a process makes each once. */
export function rsaKeyPair(number: RsaKeyNumber): ReturnType<typeof generateKeyPair> {
  const pair = made.get(number) ?? generateKeyPair('RS256', { extractable: true });
  made.set(number, pair);
  return pair;
}
