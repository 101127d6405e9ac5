import type { Mutation } from './mutation.ts';

const CODEC = 'test/workflows/payloads/encryption-codec.test.ts';
const AT_REST = 'test/workflows/payloads/at-rest.system.test.ts';
const SWITCHING = 'test/workflows/payloads/switching.system.test.ts';
const CODEC_SERVER = 'test/worker/codec-server/app.test.ts';
const LOGS = 'test/worker/log-metadata.test.ts';

/** What nobody may read who has no key, in Temporal and in the logs. */
export const PRIVACY: Mutation[] = [
  {
    guards: 'Privacy, a key that is replaced',
    does: 'encrypts with the last key instead of the first',
    file: 'workflows/payloads/encryption-codec.ts',
    from: 'const [first] = keys;',
    to: 'const first = keys.at(-1);',
    foundBy: CODEC,
  },
  {
    guards: 'Privacy, a nonce for each payload',
    does: 'takes the same nonce again',
    file: 'workflows/payloads/encryption-codec.ts',
    from: 'const nonce = randomBytes(NONCE_BYTES);',
    to: 'const nonce = Buffer.alloc(NONCE_BYTES);',
    foundBy: CODEC,
  },
  {
    guards: 'Privacy, messages of failures',
    does: 'leaves those of runs in clear',
    file: 'workflows/payloads/workflow-failures.ts',
    from: '(ENCODE_FAILURES in globalThis ? encoded : inClear)',
    to: 'inClear',
    foundBy: AT_REST,
  },
  {
    guards: 'Privacy, what the webhook sends',
    does: 'sends it in clear',
    file: 'webhook/temporal.ts',
    from: 'new Client({ connection, dataConverter, ',
    to: 'new Client({ connection, ',
    foundBy: 'test/webhook/encrypted.system.test.ts',
  },
  {
    guards: 'Privacy, a starter without a key',
    does: 'is let through',
    file: 'activities/check-input.ts',
    from: 'if (isPlainPayload(raw)) throw invalidInput(PLAIN_REFUSED);',
    to: '',
    foundBy: SWITCHING,
  },
  {
    guards: 'Privacy, a run that began in clear',
    does: 'marks what its activities have returned, too',
    file: 'workflows/payloads/plain-marking-codec.ts',
    from: "if (context?.type !== 'workflow') return decoded;",
    to: '',
    foundBy: 'test/workflows/payloads/plain-marking-codec.test.ts',
  },
  {
    guards: 'Privacy, the codec server',
    does: 'lets pages of any origin in',
    file: 'worker/codec-server/app.ts',
    from: "if (!origins.includes(origin)) return await reply.code(403).send({ error: 'This origin is not in CODEC_SERVER_ORIGINS' });",
    to: '',
    foundBy: CODEC_SERVER,
  },
  {
    guards: 'Privacy, the codec server',
    does: 'asks nobody for a token',
    file: 'worker/codec-server/app.ts',
    from: 'app.post(`/${what}`, { onRequest }, turn(what));',
    to: 'app.post(`/${what}`, turn(what));',
    foundBy: CODEC_SERVER,
  },
  {
    guards: 'Privacy, the codec server',
    does: 'takes tokens for another audience',
    file: 'worker/codec-server/authenticate.ts',
    from: 'const options = { issuer, audience, algorithms',
    to: 'const options = { issuer, audience: [audience, "another"], algorithms',
    foundBy: CODEC_SERVER,
  },
  {
    guards: 'Privacy, the codec server',
    does: 'serves the network without TLS',
    file: 'worker/codec-server/settings.ts',
    from: 'if (!hasCert && !isLoopback(given.CODEC_SERVER_HOST))',
    to: 'if (false)',
    foundBy: 'test/worker/codec-server/settings.test.ts',
  },
  {
    guards: 'Privacy, the worker’s log',
    does: 'holds the payloads of the SDK’s traces',
    file: 'worker/log-metadata.ts',
    from: ".filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))",
    to: '',
    foundBy: LOGS,
  },
  {
    guards: 'Privacy, the worker’s log',
    does: 'holds the words of Graph, which may name people',
    file: 'worker/log-metadata.ts',
    from: 'message: withoutGraphsWords(message),',
    to: 'message,',
    foundBy: LOGS,
  },
  {
    guards: 'Privacy, the doctor',
    does: 'overlooks another key',
    file: 'worker/doctor/checks/payload-keys.ts',
    from: 'if (is instanceof Error) return [bad(`',
    to: 'if (is instanceof Error) return [note(`',
    foundBy: 'test/worker/doctor/payload-keys.test.ts',
  },
];
