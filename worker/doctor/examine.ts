import { randomBytes } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { readSettings as readWebhookSettings, type WebhookSettings } from '../../webhook/settings.ts';
import { readSettings as readWorkerSettings, type WorkerSettings } from '../settings.ts';
import { messageWithCauses } from '../../workflows/contract/errors.ts';
import { attempt, type Check } from './check.ts';
import { callbackCertificate } from './checks/callback-certificate.ts';
import { callbackDns } from './checks/callback-dns.ts';
import { callbackPost } from './checks/callback-post.ts';
import { clock } from './checks/clock.ts';
import { collector } from './checks/collector.ts';
import { credential } from './checks/credential.ts';
import { graph } from './checks/graph.ts';
import { joinCheck } from './checks/join.ts';
import { notificationKeys } from './checks/notification-keys.ts';
import { payloadKeys } from './checks/payload-keys.ts';
import { searchAttributes } from './checks/search-attributes.ts';
import { judgeSettings } from './checks/settings.ts';
import { temporal } from './checks/temporal.ts';
import { token } from './checks/token.ts';
import { workerVersion } from './checks/worker-version.ts';
import type { JoinTimeouts } from './join-and-leave.ts';
import { bad, good, type Line, skipped } from './line.ts';
import { type GraphSide, createSetup, type Setup } from './setup.ts';
import { createDoctorWebhook, type DoctorWebhook } from './doctor-webhook.ts';

export interface Examination {
  env: NodeJS.ProcessEnv;
  tenantId: string;
  /** A join link: a leg is created in this meeting, and hung up. */
  join?: string | undefined;
  /** The port to listen on in place of the webhook; with `join`, the webhook's own port by default. */
  listen?: number | undefined;
  graphSide?: GraphSide | undefined;
  now?: () => number;
  timeouts?: JoinTimeouts;
  signal?: AbortSignal | undefined;
}

/** Called with each line as soon as it is known. */
export type Report = (name: string, line: Line) => void;

const CHECKS: Check[] = [
  credential,
  temporal,
  searchAttributes,
  workerVersion,
  payloadKeys,
  token,
  clock,
  graph,
  callbackDns,
  callbackCertificate,
  callbackPost,
  notificationKeys,
  collector,
];

/** An escalation waits about as long for a leg to become usable. */
const CHECK_TIMEOUT_MS: JoinTimeouts = { callback: 30_000, place: 15_000, end: 5_000 };

/** Examines a setup, check by check. @returns whether no line is bad */
export async function examine(examination: Examination, report: Report): Promise<boolean> {
  let isHealthy = true;
  const reporting: Report = (name, line) => {
    isHealthy &&= line.kind !== 'bad';
    report(name, line);
  };
  const { env } = examination;
  const [worker, webhook] = await Promise.all([
    attempt(async () => readWorkerSettings(env)),
    attempt(async () => readWebhookSettings(env)),
  ]);
  for (const line of judgeSettings({ worker, webhook })) reporting('settings', line);
  if ('found' in worker && 'found' in webhook) await examineSetup(examination, worker.found, webhook.found, reporting);
  else reporting('everything else', skipped('without settings there is nothing to check'));
  return isHealthy;
}

async function examineSetup(examination: Examination, worker: WorkerSettings, webhook: WebhookSettings, report: Report) {
  const { env, tenantId, now = Date.now, graphSide = { roots: rootCertificates, isSimulator: false } } = examination;
  const setup = createSetup({ env, worker, webhook, tenantId, now, graphSide });
  // Short, since it is part of a callback address.
  const workflowId = `doctor-${randomBytes(12).toString('base64url')}`;
  const doctorWebhook = await startDoctorWebhook(examination, webhook, workflowId, report);
  try {
    for (const check of CHECKS) if (!examination.signal?.aborted) await reportAll(check, setup, report);
    if (examination.join !== undefined) await join(examination.join, { examination, setup, doctorWebhook, workflowId, report });
  } finally {
    await doctorWebhook?.close();
    await setup.temporal.connection.close();
  }
}

interface JoinParts {
  examination: Examination;
  setup: Setup;
  doctorWebhook: DoctorWebhook | undefined;
  workflowId: string;
  report: Report;
}

async function join(link: string, { examination, setup, doctorWebhook, workflowId, report }: JoinParts): Promise<void> {
  const { timeouts = CHECK_TIMEOUT_MS, signal } = examination;
  if (!doctorWebhook) return report('join', skipped('nothing would receive the callbacks'));
  if (signal?.aborted) return report('join', skipped('interrupted'));
  await reportAll(joinCheck({ link, recorder: doctorWebhook.recorder, workflowId, timeouts, signal }), setup, report);
}

async function reportAll({ name, examine: run }: Check, setup: Setup, report: Report): Promise<void> {
  const lines = await attempt(() => run(setup));
  if ('found' in lines) for (const line of lines.found) report(name, line);
  else
    report(
      name,
      bad(`could not be checked: ${messageWithCauses(lines.failed)}`, 'this is a bug in the doctor: please report it'),
    );
}

/** Undefined if none is wanted, or if it cannot listen. */
async function startDoctorWebhook(
  { join: link, listen }: Examination,
  webhook: WebhookSettings,
  workflowId: string,
  report: Report,
): Promise<DoctorWebhook | undefined> {
  if (link === undefined && listen === undefined) return undefined;
  const port = listen ?? webhook.port;
  const doctorWebhook = createDoctorWebhook({ ...webhook, port }, workflowId);
  const listening = await attempt(() => doctorWebhook.listen());
  if ('found' in listening) {
    report(
      'listening',
      good(`on ${listening.found}, in the webhook's place: Graph is asked to retry the notifications of other calls`),
    );
    return doctorWebhook;
  }
  await doctorWebhook.close();
  const todo = 'stop the webhook meanwhile, or forward the callback address to another port and pass that with --listen';
  report('listening', bad(`not on ${webhook.host}:${port}: ${messageWithCauses(listening.failed)}`, todo));
  return undefined;
}
