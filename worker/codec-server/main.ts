import closeWithGrace from 'close-with-grace';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { createEncryptionCodec } from '../../workflows/payloads/encryption-codec.ts';
import { createLogger } from '../logger.ts';
import { createCodecServer } from './app.ts';
import { createCodecAuthenticate } from './authenticate.ts';
import { readCodecServerSettings } from './settings.ts';

/** `npm run codec-server`: lets Temporal's UI and CLI show what the worker has encrypted (worker/README.md, Privacy). */
try {
  const { host, port, access, payloadKeys, logLevel, ...settings } = readCodecServerSettings(process.env);
  const log = createLogger(logLevel, undefined, 'codec server');
  const codec = createEncryptionCodec(payloadKeys);
  const app = createCodecServer({ ...settings, codec, authenticate: createCodecAuthenticate(access), log });
  closeWithGrace({ delay: 5_000, logger: log }, () => app.close());
  log.info({ at: await app.listen({ host, port }) }, 'The codec server is listening');
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exit(1);
}
