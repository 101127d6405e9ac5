import { randomBytes } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { readSettings as readWebhookSettings, type WebhookSettings } from '../../webhook/settings.ts';
import { readSettings as readWorkerSettings, type WorkerSettings } from '../settings.ts';
import { attempt, type Check, whyOf } from './check.ts';
import { callbackCertificate } from './checks/callback-certificate.ts';
import { callbackDns } from './checks/callback-dns.ts';
import { callbackPost } from './checks/callback-post.ts';
import { clock } from './checks/clock.ts';
import { credential } from './checks/credential.ts';
import { graph } from './checks/graph.ts';
import { joinCheck } from './checks/join.ts';
import { notificationKeys } from './checks/notification-keys.ts';
import { searchAttributes } from './checks/search-attributes.ts';
import { judgeSettings } from './checks/settings.ts';
import { temporal } from './checks/temporal.ts';
import { token } from './checks/token.ts';
import type { JoinPatience } from './join-and-leave.ts';
import { bad, good, type Line, open } from './line.ts';
import { type FarSide, makeSetUp, type SetUp } from './set-up.ts';
import { createStandIn, type StandIn } from './stand-in.ts';

export interface Examination {
  env: NodeJS.ProcessEnv;
  tenantId: string;
  /** A join link: a leg is made in this meeting, and hung up. */
  join?: string | undefined;
  /** Where to stand in for the webhook; `join` does so anyhow, on the webhook's own port. */
  listen?: number | undefined;
  farSide?: FarSide | undefined;
  now?: () => number;
  patience?: JoinPatience;
  signal?: AbortSignal | undefined;
}

/** Told as soon as it is known. */
export type Tell = (name: string, line: Line) => void;

const CHECKS: Check[] = [
  credential,
  temporal,
  searchAttributes,
  token,
  clock,
  graph,
  callbackDns,
  callbackCertificate,
  callbackPost,
  notificationKeys,
];

/** An escalation waits about as long for a leg to be of use. */
const PATIENCE: JoinPatience = { callback: 30_000, place: 15_000, end: 5_000 };

/** Examines a set-up, check by check. @returns whether nothing is bad */
export async function examine(examination: Examination, tell: Tell): Promise<boolean> {
  let isWell = true;
  const telling: Tell = (name, line) => {
    isWell &&= line.is !== 'bad';
    tell(name, line);
  };
  const { env } = examination;
  const [worker, webhook] = await Promise.all([
    attempt(async () => readWorkerSettings(env)),
    attempt(async () => readWebhookSettings(env)),
  ]);
  for (const line of judgeSettings({ worker, webhook })) telling('settings', line);
  if ('found' in worker && 'found' in webhook) await examineSetUp(examination, worker.found, webhook.found, telling);
  else telling('everything else', open('without settings there is nothing to look at'));
  return isWell;
}

async function examineSetUp(examination: Examination, worker: WorkerSettings, webhook: WebhookSettings, tell: Tell) {
  const { env, tenantId, now = Date.now, farSide = { roots: rootCertificates, isSimulator: false } } = examination;
  const setUp = makeSetUp({ env, worker, webhook, tenantId, now, farSide });
  // Short, for it is part of a callback address.
  const workflowId = `doctor-${randomBytes(12).toString('base64url')}`;
  const standIn = await standInFor(examination, webhook, workflowId, tell);
  try {
    for (const check of CHECKS) if (!examination.signal?.aborted) await tellAll(check, setUp, tell);
    if (examination.join !== undefined) await join(examination.join, { examination, setUp, standIn, workflowId, tell });
  } finally {
    await standIn?.close();
    await setUp.temporal.connection.close();
  }
}

interface JoinParts {
  examination: Examination;
  setUp: SetUp;
  standIn: StandIn | undefined;
  workflowId: string;
  tell: Tell;
}

async function join(link: string, { examination, setUp, standIn, workflowId, tell }: JoinParts): Promise<void> {
  const { patience = PATIENCE, signal } = examination;
  if (!standIn) return tell('join', open('nobody would hear the callbacks'));
  if (signal?.aborted) return tell('join', open('interrupted before'));
  await tellAll(joinCheck({ link, heard: standIn.heard, workflowId, patience, signal }), setUp, tell);
}

async function tellAll({ name, examine: run }: Check, setUp: SetUp, tell: Tell): Promise<void> {
  const lines = await attempt(() => run(setUp));
  if ('found' in lines) for (const line of lines.found) tell(name, line);
  else tell(name, bad(`could not be looked at: ${whyOf(lines.failed)}`, 'this is a fault of the doctor: please report it'));
}

/** Undefined where none is wanted, or none can be. */
async function standInFor(
  { join: link, listen }: Examination,
  webhook: WebhookSettings,
  workflowId: string,
  tell: Tell,
): Promise<StandIn | undefined> {
  if (link === undefined && listen === undefined) return undefined;
  const port = listen ?? webhook.port;
  const standIn = createStandIn({ ...webhook, port }, workflowId);
  const listening = await attempt(() => standIn.listen());
  if ('found' in listening) {
    tell(
      'listening',
      good(`on ${listening.found}, in the webhook's place: calls that come in meanwhile are asked to come again`),
    );
    return standIn;
  }
  await standIn.close();
  const todo = `stop the webhook meanwhile, or forward the callback address to another port and name it with --listen`;
  tell('listening', bad(`not on ${webhook.host}:${port}: ${whyOf(listening.failed)}`, todo));
  return undefined;
}
