import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const path = (below: string) => fileURLToPath(new URL(`../../${below}`, import.meta.url));

/** What is measured is what production runs: `npm run build`. The floors are compiled the same way. */
export const BUILT = {
  endWithParent: path('dist/test/support/end-with-parent.js'),
  worker: path('dist/worker/main.js'),
  webhook: path('dist/webhook/main.js'),
  workflows: path('dist/workflow-bundle.js'),
  floorWorker: path('dist/test/bench/floor/worker.js'),
  floorWebhook: path('dist/test/bench/floor/webhook.js'),
  floorWorkflows: path('dist/test/bench/floor/bundle.js'),
};

/** @param product false: it was built just now */
export async function build(product: boolean): Promise<void> {
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: path(''), stdio: 'pipe' });
  if (product || !existsSync(BUILT.workflows)) run('npm', 'run', 'build');
  run('npx', 'tsc', '-p', 'test/bench/tsconfig.json');
  const workflowsPath = path('dist/test/bench/floor/workflows.js');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  await writeFile(BUILT.floorWorkflows, code);
}
