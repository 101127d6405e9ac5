import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultScript } from './faults/script.ts';
import { createChanges } from './request-pipeline/changes.ts';
import { createFrontDesk } from './request-pipeline/request-pipeline.ts';
import { type RecordedNotification, type RecordedRequest, recordedLeg, recordedOperation } from './request-pipeline/record.ts';
import { addCallRoutes } from './http/call-routes.ts';
import { addCallbackMetadata, OPENID_CONFIGURATION } from './http/callback-metadata.ts';
import { makeCertificate } from './http/certificate.ts';
import { createClockWorld } from './http/clock-world.ts';
import { addControlRoutes } from './http/control-routes.ts';
import { createServer } from './http/create-server.ts';
import { addEntra } from './http/entra.ts';
import { createNotifier } from './http/notifier.ts';
import { createAccessTokens, createCallbackIssuer } from './http/tokens.ts';
import { createTeams } from './model/create-teams.ts';
import { completeOptions, type GraphSimulatorOptions } from './options.ts';
import type { GraphSimulator } from './graph-simulator.ts';

/** Of `waitFor`: no test waits for so long where all is well, however busy the machine is. */
const WAIT_MS = 60_000;

/** Starts Microsoft's side over TLS; resolves once it listens. */
export async function startGraphSimulator(given: GraphSimulatorOptions): Promise<GraphSimulator> {
  const options = completeOptions(given);
  const certificate = options.certificate ?? (await makeCertificate());
  const folder = await mkdtemp(join(tmpdir(), 'graph-simulator-'));
  const caCertificatePath = options.caCertificatePath ?? join(folder, 'ca.pem');
  await writeFile(caCertificatePath, certificate.ca);

  let origin = '';
  const changes = createChanges();
  const world = createClockWorld();
  const script = createFaultScript(options.faults);
  const issuer = await createCallbackIssuer(options.settings.applicationId, options.callbackIssuer);
  const accessTokens = createAccessTokens(() => origin);
  const requests: RecordedRequest[] = [];
  const notifications: RecordedNotification[] = [];
  const changed = changes.tell;
  const notifier = createNotifier({ world, issuer, ca: certificate.ca, notifications, changed });
  const teams = createTeams({ world, settings: options.settings, script, port: notifier, changed });
  const requestPipeline = createFrontDesk({ world, script, requests, changed });

  const control = {
    record: () => ({
      requests,
      notifications,
      legs: teams.legs().map(recordedLeg),
      meetings: teams.meetings().map(({ key, participants, left }) => ({ key, participants, left })),
      operations: teams.operations().map(recordedOperation),
    }),
    call: (call?: Parameters<typeof teams.call>[0]) => teams.call(call).id,
    hangUp: teams.hangUp,
    inMeeting: teams.inMeeting,
    script: script.add,
    clearScript: script.clear,
  };
  const server = createServer(certificate);
  const where = () => origin;
  addEntra(server, { requestPipeline, accessTokens, ...options, applicationId: options.settings.applicationId, origin: where });
  addCallbackMetadata(server, { issuer, issuerName: options.callbackIssuer, origin: where });
  addCallRoutes(server, { requestPipeline, accessTokens, teams, graphBaseUrl: () => `${origin}/v1.0` });
  addControlRoutes(server, control);
  await server.listen({ port: options.port, host: options.host });
  origin = options.publicUrl ?? originOf(server.server.address());

  return {
    ...control,
    baseUrl: origin,
    graphBaseUrl: `${origin}/v1.0`,
    authorityHost: origin,
    openIdConfigurationUrl: `${origin}${OPENID_CONFIGURATION}`,
    caCertificatePath,
    certificate,
    setBotAddress: (address) => {
      options.settings.botAddress = address;
    },
    signCallbackToken: issuer.sign,
    rotateCallbackKeys: issuer.rotateKeys,
    waitFor: (what, look, ms = WAIT_MS) => changes.waitFor(what, () => look(control.record()), ms),
    stop: async () => {
      world.stop();
      await Promise.all([server.close(), notifier.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function originOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error(`The simulator listens on no port: ${address}`);
  return `https://localhost:${address.port}`;
}
