import { generateKeyPair } from 'jose';

/** Who needs keys that differ asks for numbers that differ. There are two: each more would be made in every thread of the tests. */
export type RsaKeyNumber = 0 | 1;

const made = new Map<RsaKeyNumber, ReturnType<typeof generateKeyPair>>();

/** An RSA key pair of 2,048 bits, for RS256. To make one takes a third of a second of a core, so a thread makes each once. */
export function rsaKeyPair(number: RsaKeyNumber): ReturnType<typeof generateKeyPair> {
  const pair = made.get(number) ?? generateKeyPair('RS256', { extractable: true });
  made.set(number, pair);
  return pair;
}
