import { expect, it } from 'vitest';
import { createLogger as createWebhookLogger } from '../../../webhook/logger.ts';
import { createLogger as createWorkerLogger } from '../../../worker/logger.ts';

type Create = typeof createWorkerLogger;
const LOGGERS: [string, Create][] = [
  ['worker', createWorkerLogger],
  ['webhook', createWebhookLogger],
];
const SECRETS = {
  accessToken: 'secret 1',
  authorization: 'secret 2',
  callbackUri: 'secret 3',
  clientSecret: 'secret 4',
  displayName: 'secret 5',
  headers: { cookie: 'secret 6' },
  passcode: 'secret 7',
  replacementLink: 'secret 8',
  token: 'secret 9',
  url: 'secret 10',
};

it.each(LOGGERS)('the log of the %s holds no secret, at whatever depth', (program, create) => {
  const lines: string[] = [];
  const log = create('info', { write: (line) => lines.push(line) });
  log.info({ callId: 'c', ...SECRETS }, 'top');
  log.info({ call: SECRETS }, 'one below');
  log.info({ call: { source: SECRETS } }, 'two below');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('"callId":"c"');
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ program });
    expect(line).not.toContain('secret ');
  }
});
