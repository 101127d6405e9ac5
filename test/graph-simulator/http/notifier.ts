import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, request } from 'undici';
import { iso, type RecordedNotification } from '../request-pipeline/record.ts';
import type { NotificationPort } from '../model/outbox.ts';
import type { Notification } from '../model/teams.ts';
import type { World } from '../model/world.ts';
import type { CallbackIssuer } from './tokens.ts';

/** Whether and when Graph repeats a notification is documented nowhere (Graph §5.4); so many times here, so many ms apart. */
const REPETITIONS = 3;
const PAUSE = 500;
/** How long one notification may hold up the next of its leg, in ms: in order where the bot is quick, as in the field where it is not. */
const PATIENCE = 1_000;
const REPLY_LIMIT = 10_000;

export interface NotifierParts {
  world: World;
  issuer: CallbackIssuer;
  ca: string;
  notifications: RecordedNotification[];
  changed: () => void;
}

type Reply = RecordedNotification['attempts'][number];

/** Posts notifications with a signed token; those of a leg one after the other. */
export function createNotifier({
  world,
  issuer,
  ca,
  notifications,
  changed,
}: NotifierParts): NotificationPort & { stop(): Promise<void> } {
  const agents = agentsFor(ca);
  const queues = new Map<string, Promise<unknown>>();
  const wait = (ms: number, what: string) => new Promise<void>((resolve) => void world.after(ms, what, resolve));

  function write({ kind, callId, url, body }: Notification, fate: RecordedNotification['fate']): RecordedNotification {
    const entry: RecordedNotification = { at: iso(world.now()), kind, callId, url, body, fate, attempts: [] };
    notifications.push(entry);
    changed();
    return entry;
  }

  async function attempt(
    notification: Notification,
    entry: RecordedNotification,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const authorization = `Bearer ${await issuer.sign({ tid: notification.tenantId })}`;
    const at = iso(world.now());
    const reply = await post(agents.for(notification.url), notification, { ...headers, authorization }).catch(
      (error: unknown) => ({
        error: reasonOf(error),
      }),
    );
    entry.attempts.push({ at, repliedAt: iso(world.now()), ...reply });
    return { at, ...reply };
  }

  async function repeat(notification: Notification, entry: RecordedNotification, headers: Record<string, string>, first: Reply) {
    let last = first;
    for (let repetition = 0; repetition < REPETITIONS && isWorthRepeating(last); repetition += 1) {
      changed();
      const retryAfter = Number(last.headers?.['retry-after'] ?? Number.NaN);
      await wait(Number.isNaN(retryAfter) ? PAUSE : retryAfter * 1_000, 'notification repeated');
      last = await attempt(notification, entry, headers);
    }
    entry.fate = last.status !== undefined && last.status < 300 ? 'delivered' : 'failed';
    changed();
  }

  return {
    lost: (notification) => void write(notification, 'lost'),
    deliver: (notification) => {
      const entry = write(notification, 'underway');
      const headers = headersOf(notification, world);
      const before = queues.get(notification.callId) ?? Promise.resolve();
      const first = before.then(() => attempt(notification, entry, headers));
      void first.then((reply) => repeat(notification, entry, headers, reply));
      queues.set(notification.callId, Promise.race([first, before.then(() => wait(PATIENCE, 'notification outstanding'))]));
    },
    stop: agents.destroy,
  };
}

/** For notifications over TLS one that trusts `ca` as well, made when the first is sent: of some 150 certificates it takes a tenth of a second. */
function agentsFor(ca: string): { for(url: string): Agent; destroy(): Promise<void> } {
  const limits = { headersTimeout: REPLY_LIMIT, bodyTimeout: REPLY_LIMIT };
  const plain = new Agent(limits);
  let secure: Agent | undefined;
  const overTls = () =>
    new Agent({ connect: { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) }, ...limits });
  return {
    for: (url) => (url.startsWith('https:') ? (secure ??= overTls()) : plain),
    destroy: async () => void (await Promise.all([plain.destroy(), secure?.destroy()])),
  };
}

/** Inbound headers seen in the field (Graph §5.4). */
function headersOf({ chainId, scenarioId }: Notification, world: World): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Microsoft-Skype/3.0 (Calling/1.0)',
    'x-microsoft-skype-message-id': world.newId('message'),
    'x-microsoft-skype-chain-id': chainId,
    'scenario-id': scenarioId,
  };
}

async function post(dispatcher: Agent, { url, body }: Notification, headers: Record<string, string>) {
  const response = await request(url, { method: 'POST', headers, body: JSON.stringify(body), dispatcher });
  await response.body.dump();
  const kept = Object.entries(response.headers).filter(([name]) =>
    ['client-request-id', 'scenario-id', 'retry-after'].includes(name),
  );
  return { status: response.statusCode, headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])) };
}

const isWorthRepeating = ({ status }: Reply) => status === undefined || status === 503 || status === 429;

function reasonOf(error: unknown): string {
  return error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.message
    : String(error);
}
