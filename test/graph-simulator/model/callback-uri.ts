import { badRequest } from './reply.ts';

/** https, as Graph demands; plain http for this machine and for containers (worker/README.md, Settings). */
export function isCallbackUri(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  const isNear = hostname === '[::1]' || hostname.startsWith('127.') || !hostname.includes('.');
  return protocol === 'https:' || (protocol === 'http:' && isNear);
}

export const callbackUriRefused = () => badRequest('callbackUri is no https address.');
