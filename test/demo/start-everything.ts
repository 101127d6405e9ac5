import { Client, Connection } from '@temporalio/client';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import { createEscalationClient, type EscalationClient } from '../../workflows/client/escalation-client.ts';
import { wholeEnvironment } from '../support/test-environment.ts';
import { startTestEnvironment } from '../support/start-test-environment.ts';
import { certificateOf } from '../support/certificate-of.ts';
import { type OtherService, otherService } from '../support/other-service.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import { complaint } from './complaint.ts';

export interface DemoOutput {
  print: (line: string) => void;
  /** Takes what must be stopped at the end, however it comes; the last one first. */
  atEnd: (stop: () => Promise<void>) => void;
}

/** The whole product and Microsoft's side, running. */
export interface Everything extends Pick<Programs, 'simulator' | 'places'> {
  temporal: { address: string; namespace: string; uiUrl?: string };
  taskQueue: string;
  escalations: EscalationClient;
  /** Another service of the same app registration; whoever asks closes it. */
  otherService(): OtherService;
}

export interface EverythingOptions {
  /** Tried before the one for whoever calls. */
  routes?: EscalationRoute[];
  /** What whoever calls is escalated with, besides the seed's meeting. */
  escalate?: Partial<EscalationRoute['escalate']>;
}

/** Everything but Microsoft's side is real, and each part a process of its own. */
export async function startEverything(
  { print, atEnd }: DemoOutput,
  { routes = [], escalate = {} }: EverythingOptions = {},
): Promise<Everything> {
  print('Starting Temporal, the Graph simulator, the webhook and the worker …');
  const laid = await startTestEnvironment({ ui: true, onSearch: (notice) => print(`  … ${notice}`) });
  atEnd(laid.clear);
  const environment = wholeEnvironment(laid);
  const { address, namespace, uiUrl } = environment.temporal;
  const programs = await startPrograms({
    environment,
    routes,
    escalate: { meeting: SEED_MEETING, subject: 'Test Call', ...escalate },
    tracing: tracingOf(process.env),
    onLine: (program, line) => {
      const wrong = complaint(line);
      if (wrong) print(`           ${program}: ${wrong}`);
    },
  });
  atEnd(programs.stop);
  const { places, simulator, bot } = programs;
  print(`  Temporal         ${address}${uiUrl ? `, UI ${uiUrl}` : ''}`);
  print(`  Graph simulator  ${places.simulator}`);
  print(`  webhook          ${places.webhook}`);
  print(`  worker           task queue ${bot.taskQueue}\n`);

  // Never closed: the retry of a result that is still awaited would throw where nobody catches it. It ends with the process.
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const { taskQueue } = bot;
  const { ca } = await certificateOf(environment.certificate);
  return {
    simulator,
    places,
    temporal: environment.temporal,
    taskQueue,
    escalations: createEscalationClient(client, taskQueue),
    otherService: () => otherService({ bot, places, ca }),
  };
}

/** The programs see nothing of our environment but what they are given. */
function tracingOf(env: NodeJS.ProcessEnv): NonNullable<Programs['bot']['tracing']> {
  const isTracing = (entry: [string, string | undefined]): entry is [`OTEL_${string}`, string] => entry[0].startsWith('OTEL_');
  return Object.fromEntries(Object.entries(env).filter(isTracing));
}
