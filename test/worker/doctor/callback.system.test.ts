import { rootCertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startScriptedServer } from '../../activities/graph/client/scripted-server.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startWebhookHere } from '../../support/webhook-here.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { openFrontDoor } from './front-door.ts';
import { about, type Patient, startPatient } from './patient.ts';

const environment = injectedEnvironment();
let patient: Patient;
let certificates: Certificates;
const cleanUp: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [patient, certificates] = await Promise.all([startPatient(environment), makeCertificates()]);
});
afterAll(() => patient.stop());
afterEach(async () => {
  for (const clean of cleanUp.splice(0)) await clean();
});

const at = (url: string) => ({ env: { ...patient.env, CALLBACK_BASE_URL: url } });

async function behind(certificate: { cert: string; key: string }) {
  const port = await freePort();
  const door = await openFrontDoor(port, certificate);
  cleanUp.push(door.close);
  return { ...at(door.url), listen: port, graphSide: { roots: [certificates.root], isSimulator: true } };
}

it('a private address, a name that leads nowhere', async () => {
  const roots = [certificates.root];
  const near = await patient.examine({ graphSide: { roots, isSimulator: false } });
  expect(about('callback DNS', near)).toMatch(/bad: localhost is .* cannot be reached from outside → let CALLBACK_BASE_URL/);
  const nowhere = await patient.examine(at('https://nowhere.invalid'));
  expect(about('callback DNS', nowhere)).toMatch(
    /bad: nowhere\.invalid cannot be resolved: .*ENOTFOUND.* → check CALLBACK_BASE_URL/,
  );
  expect(about('callback certificate', nowhere)).toContain('skipped: ');
  expect(about('callback POST', nowhere)).toMatch(/bad: .*ENOTFOUND/);
});

it('what we trust by NODE_EXTRA_CA_CERTS is not what Graph trusts', async () => {
  expect(process.env.NODE_EXTRA_CA_CERTS).toBe(environment.certificate.ca);
  const graphSide = { roots: rootCertificates, isSimulator: true };
  const examined = await patient.examine({ graphSide, listen: Number(new URL(patient.places.webhook).port) });
  expect(examined.isWell).toBe(false);
  expect(about('callback certificate', examined)).toMatch(
    /bad: Graph would not trust it: .* → use a certificate of a public CA; NODE_EXTRA_CA_CERTS/,
  );
  expect(about('callback POST', examined)).toContain('skipped: there is no certificate that Graph trusts');
});

it('by default, the roots are those that Node brings along', async () => {
  const examined = await patient.examine({ graphSide: undefined });
  expect(about('callback certificate', examined)).toContain('bad: Graph would not trust it');
  expect(about('callback DNS', examined)).toContain('bad: ');
});

it('a chain is complete or not', async () => {
  const complete = await patient.examine(await behind(certificates.complete));
  expect(about('callback certificate', complete)).toContain('good: complete and trusted, issued by Intermediate');
  expect(about('callback POST', complete)).toContain('good: ');
  expect(complete.isWell).toBe(true);
  const incomplete = await patient.examine(await behind(certificates.incomplete));
  expect(about('callback certificate', incomplete)).toMatch(/bad: .* → have the server send the whole chain of a public CA/);
});

it.each([
  ['ended', /expired → renew/],
  ['elsewhere', /elsewhere\.example\.com → use a certificate for the host/],
  ['selfSigned', /self-signed.* → use a certificate of a public CA/],
] as const)('a certificate that is %s', async (which, says) => {
  const examined = await patient.examine(await behind(certificates[which]));
  expect(about('callback certificate', examined)).toMatch(says);
  expect(examined.isWell).toBe(false);
});

it('plain http is for the simulator only', async () => {
  const listen = await freePort();
  const url = `http://127.0.0.1:${listen}`;
  const examined = await patient.examine({ ...at(url), listen });
  expect(about('callback certificate', examined)).toContain('note: ');
  expect(about('callback POST', examined)).toContain(`good: an unsigned POST to ${url}/api/calls gets 403, from our webhook`);
  const roots = [certificates.root];
  const strict = await patient.examine({ ...at(url), graphSide: { roots, isSimulator: false } });
  expect(about('callback certificate', strict)).toMatch(/bad: .* → Graph calls https addresses only/);
});

it('the webhook itself answers, and then nobody can listen in its place', async () => {
  const webhook = await startWebhookHere(environment, patient.bot, patient.places);
  cleanUp.push(webhook.stop);
  const examined = await patient.examine();
  expect(about('callback POST', examined)).toContain('gets 403, from our webhook');
  expect(examined.isWell).toBe(true);
  const standingIn = await patient.examine({ join: 'https://teams.microsoft.com/meet/123' });
  expect(about('listening', standingIn)).toMatch(/bad: not on .*EADDRINUSE.* → stop the webhook meanwhile/);
  expect(about('join', standingIn)).toContain('skipped: nothing would receive the callbacks');
});

it.each([
  [403, /gets 403, not from our webhook → a proxy or firewall/],
  [302, /gets 302, not from our webhook → CALLBACK_BASE_URL redirects/],
  [404, /gets 404, not from our webhook → check the path/],
  [502, /gets 502, not from our webhook → a proxy answers but does not reach/],
  [202, /gets 202, not from our webhook → something else answers/],
])('something else answers %d', async (status, says) => {
  const other = await startScriptedServer((response) => response.writeHead(status).end(), environment.certificate);
  cleanUp.push(other.close);
  expect(about('callback POST', await patient.examine(at(other.url)))).toMatch(says);
});

it('nobody answers', async () => {
  const examined = await patient.examine(at(`https://localhost:${await freePort()}`));
  expect(about('callback certificate', examined)).toContain('skipped: no TLS handshake with');
  expect(about('callback POST', examined)).toMatch(/bad: .*ECONNREFUSED.* → start the webhook/);
});
