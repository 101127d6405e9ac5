import { randomUUID } from 'node:crypto';
import { examine, type Examination } from '../../../worker/doctor/examine.ts';
import type { Line } from '../../../worker/doctor/line.ts';
import type { GraphSimulator } from '../../graph-simulator/graph-simulator.ts';
import { FAST_TIMINGS } from '../../graph-simulator/model/settings.ts';
import type { GraphSimulatorOptions } from '../../graph-simulator/options.ts';
import { startGraphSimulator } from '../../graph-simulator/start-graph-simulator.ts';
import { certificateOf } from '../../support/certificate-of.ts';
import { type Bot, newBot, type Places, webhookEnvironment, workerEnvironment } from '../../support/environment.ts';
import type { TestEnvironment } from '../../support/test-environment.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { openFrontDoor } from './front-door.ts';

/** A set-up in which nothing is wrong: the simulator for Microsoft, a real Temporal, and TLS in front of the webhook's port. */
export interface Patient {
  bot: Bot;
  simulator: GraphSimulator;
  env: NodeJS.ProcessEnv;
  /** Where the front door leads to. */
  places: Places;
  tenantId: string;
  /** Each line as `name: is: what it says → what to do`, and whether all is well. */
  examine(how?: Partial<Examination>): Promise<{ isWell: boolean; lines: string[] }>;
  stop(): Promise<void>;
}

export const JOIN_LINK = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=${encodeURIComponent(
  JSON.stringify({ Tid: '49bfc225-8482-4ab8-94e7-76b48fdb9849', Oid: '90ed37dc-d8e3-4e11-9de3-30a955dda06f' }),
)}`;

export async function startPatient(
  environment: TestEnvironment,
  simulated: Partial<GraphSimulatorOptions> = {},
): Promise<Patient> {
  const bot = newBot();
  const certificate = await certificateOf(environment.certificate);
  const port = await freePort();
  const door = await openFrontDoor(port, certificate);
  const simulator = await startGraphSimulator({
    timings: FAST_TIMINGS,
    ...simulated,
    applicationId: bot.applicationId,
    clientSecret: bot.clientSecret,
    certificate,
  });
  const places = { simulator: simulator.baseUrl, webhook: `http://127.0.0.1:${port}` };
  const env = {
    ...workerEnvironment(environment, bot, places),
    ...webhookEnvironment(environment, bot, places),
    CALLBACK_BASE_URL: door.url,
  };
  const tenantId = randomUUID();
  return {
    bot,
    simulator,
    env,
    places,
    tenantId,
    examine: async (how = {}) => {
      const lines: string[] = [];
      const timeouts = { callback: 3_000, place: 3_000, end: 3_000 };
      const graphSide = { roots: [certificate.ca], isSimulator: true };
      const isWell = await examine({ env, tenantId, timeouts, graphSide, ...how }, (name, line) =>
        lines.push(lineOf(name, line)),
      );
      return { isWell, lines };
    },
    stop: async () => {
      await simulator.stop();
      await door.close();
    },
  };
}

function lineOf(name: string, line: Line): string {
  return `${name}: ${line.kind}: ${line.says}${line.kind === 'bad' ? ` → ${line.todo}` : ''}`;
}

/** All lines of that name. */
export function about(name: string, { lines }: { lines: string[] }): string {
  return lines.filter((line) => line.startsWith(`${name}: `)).join('\n');
}
