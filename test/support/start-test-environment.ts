import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflows } from '../../worker/bundle/workflow-code.ts';
import { builtBundlePath } from '../../worker/bundle/workflows-path.ts';
import type { DevServerOptions } from '../temporal-server/start-dev-server.ts';
import { temporalServer } from '../temporal-server/temporal-server.ts';
import { type CertificateFiles, type Found, find, type TestEnvironment } from './test-environment.ts';

export interface StartedTestEnvironment {
  temporal: Found<TestEnvironment['temporal']>;
  workflowBundle: Found<string>;
  certificate: Found<CertificateFiles>;
  /** Stops the server, unless it ran before, and removes the files. */
  clear(): Promise<void>;
}

/** A Temporal server, a bundle of today's workflows, a certificate for the simulator; each as far as it can be had. */
export async function startTestEnvironment(options: DevServerOptions = {}): Promise<StartedTestEnvironment> {
  const folder = await mkdtemp(join(tmpdir(), 'call-escalation-'));
  const [server, workflowBundle, certificate] = await Promise.all([
    find(() => temporalServer(options)),
    find(() => builtBundle() ?? writeBundle(join(folder, 'workflow-bundle.js'))),
    find(() => writeCertificate(folder)),
  ]);
  return {
    temporal:
      'is' in server ? { is: { address: server.is.address, namespace: server.is.namespace, uiUrl: server.is.uiUrl } } : server,
    workflowBundle,
    certificate,
    clear: async () => {
      if ('is' in server) await server.is.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Beside a demo that the tests have built; never beside one by hand. */
function builtBundle(): Promise<string> | undefined {
  const path = builtBundlePath();
  return existsSync(path) ? Promise.resolve(path) : undefined;
}

export async function writeBundle(path: string): Promise<string> {
  const { code } = await bundleWorkflows();
  await writeFile(path, code);
  return path;
}

/** Imported here, so that its absence fails only what needs it. */
export async function writeCertificate(folder: string): Promise<CertificateFiles> {
  const { makeCertificate } = await import('../graph-simulator/http/certificate.ts');
  const { cert, key, ca } = await makeCertificate();
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), ca: join(folder, 'ca.pem') };
  await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key, { mode: 0o600 }), writeFile(files.ca, ca)]);
  return files;
}
