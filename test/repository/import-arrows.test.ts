import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The imports that the READMEs of the folders allow and forbid, planted in an empty project that has our linter's configuration. */
const REFUSED: [file: string, source: string][] = [
  ['workflows/contract/a.ts', '../call/call.ts'],
  ['workflows/contract/b.ts', '../../activities/graph/client/tokens.ts'],
  ['workflows/contract/c.ts', './input-schema.ts'],
  ['workflows/contract/d.ts', 'zod'],
  ['workflows/contract/e.ts', 'node:crypto'],
  ['workflows/contract/f.ts', '@temporalio/client'],
  ['workflows/contract/x-schema.ts', '../call/call.ts'],
  ['workflows/contract/y-schema.ts', 'node:fs'],
  ['workflows/client/a.ts', '../call/call.ts'],
  ['workflows/client/b.ts', '../index.ts'],
  ['workflows/client/c.ts', '../../activities/answer.ts'],
  ['workflows/client/d.ts', '@temporalio/worker'],
  ['workflows/payloads/a.ts', '../run/wait.ts'],
  ['workflows/payloads/b.ts', '@temporalio/client'],
  ['workflows/traces/a.ts', '../run/wait.ts'],
  ['workflows/traces/b.ts', '@temporalio/worker'],
  ['workflows/run/traces/a.ts', '../../traces/start-traces.ts'],
  ['workflows/run/traces/b.ts', '@opentelemetry/api'],
  ['activities/f.ts', '../workflows/traces/start-traces.ts'],
  ['workflows/escalate-call/b.ts', '../payloads/data-converter.ts'],
  ['workflows/run/c.ts', '../payloads/data-converter.ts'],
  ['activities/e.ts', '../workflows/payloads/data-converter.ts'],
  ['workflows/escalate-call/workflow.ts', '../activities/answer.ts'],
  ['workflows/escalate-call/a.ts', '../hang-up-late-leg/workflow.ts'],
  ['workflows/escalate-call/steps/a.ts', '../../hang-up-late-leg/workflow.ts'],
  ['workflows/run/a.ts', '../escalate-call/escalation.ts'],
  ['workflows/run/b.ts', '@temporalio/client'],
  ['workflows/a.ts', './client/start.ts'],
  ['workflows/b.ts', './contract/input-schema.ts'],
  ['workflows/c.ts', 'node:fs'],
  ['workflows/d.ts', 'fs'],
  ['workflows/call/a.ts', 'zod'],
  ['workflows/call/j.ts', '../run/wait.ts'],
  ['workflows/call/k.ts', '@temporalio/workflow'],
  ['workflows/call/b.ts', 'zod/mini'],
  ['workflows/call/c.ts', '@temporalio/client'],
  ['workflows/call/d.ts', '@temporalio/activity'],
  ['workflows/call/e.ts', '../client/start.ts'],
  ['workflows/call/f.ts', '../../activities/graph/client/tokens.ts'],
  ['workflows/call/g.ts', '../../worker/main.ts'],
  ['workflows/call/h.ts', '../../webhook/app.ts'],
  ['workflows/call/i.ts', '../../test/support/child-process.ts'],
  ['activities/graph/client/a.ts', '../../answer.ts'],
  ['activities/graph/client/b.ts', '../../../workflows/call/call.ts'],
  ['activities/graph/client/c.ts', '../../../worker/main.ts'],
  ['activities/graph/client/d.ts', '../../../webhook/app.ts'],
  ['activities/graph/client/e.ts', '@temporalio/client'],
  ['activities/graph/read/a.ts', '../../answer.ts'],
  ['activities/graph/read/b.ts', '../../../workflows/call/call.ts'],
  ['activities/graph/read/c.ts', '../client/graph-answer.ts'],
  ['activities/graph/read/d.ts', '../../../webhook/app.ts'],
  ['activities/graph/read/e.ts', '@temporalio/client'],
  ['activities/a.ts', '../workflows/index.ts'],
  ['activities/b.ts', '../worker/main.ts'],
  ['activities/c.ts', '../webhook/app.ts'],
  ['activities/d.ts', '@temporalio/workflow'],
  ['worker/a.ts', '../webhook/app.ts'],
  ['worker/bundle/a.ts', '../../webhook/app.ts'],
  ['worker/b.ts', '../test/support/child-process.ts'],
  ['worker/doctor/a.ts', '../../test/support/child-process.ts'],
  ['worker/doctor/checks/a.ts', '../../../test/support/child-process.ts'],
  ['webhook/a.ts', '../workflows/call/call.ts'],
  ['webhook/b.ts', '../workflows/index.ts'],
  ['webhook/c.ts', '../activities/answer.ts'],
  ['webhook/g.ts', '../activities/graph/client/tokens.ts'],
  ['webhook/d.ts', '../worker/main.ts'],
  ['webhook/e.ts', '../test/support/child-process.ts'],
  ['webhook/f.ts', '@temporalio/worker'],
  ['webhook/notifications/a.ts', '../../activities/answer.ts'],
  ['test/graph-simulator/a.ts', '../tooling/flags.ts'],
  ['test/graph-simulator/b.ts', '../../workflows/contract/events.ts'],
  ['test/graph-simulator/model/a.ts', '../../support/child-process.ts'],
  ['test/graph-simulator/model/b.ts', '../../../activities/graph/client/tokens.ts'],
  ['test/graph-simulator/model/operations/a.ts', '../../../support/child-process.ts'],
];

const ALLOWED: [file: string, source: string][] = [
  ['workflows/contract/ok.ts', './policy.ts'],
  ['workflows/contract/ok2.ts', '@temporalio/common'],
  ['workflows/contract/ok-schema.ts', 'zod'],
  ['workflows/client/ok.ts', '../contract/policy.ts'],
  ['workflows/client/ok3.ts', '../payloads/read-data-converter.ts'],
  ['workflows/payloads/ok.ts', '../contract/plain-payload.ts'],
  ['workflows/payloads/ok2.ts', 'node:crypto'],
  ['workflows/traces/ok.ts', '../contract/workflow-span.ts'],
  ['workflows/traces/ok2.ts', '@opentelemetry/api'],
  ['workflows/run/traces/ok.ts', '../../contract/trace-header.ts'],
  ['workflows/client/ok4.ts', '../traces/traces-schema.ts'],
  ['webhook/ok6.ts', '../workflows/traces/start-traces.ts'],
  ['webhook/ok5.ts', '../workflows/payloads/data-converter.ts'],
  ['workflows/client/ok2.ts', '@temporalio/client'],
  ['workflows/ok.ts', './contract/activities.ts'],
  ['workflows/call/ok.ts', '../contract/activities.ts'],
  ['workflows/call/ok2.ts', './leg.ts'],
  ['workflows/run/ok.ts', '../call/leg.ts'],
  ['workflows/run/ok2.ts', '../contract/events.ts'],
  ['workflows/run/ok3.ts', '@temporalio/workflow'],
  ['workflows/escalate-call/ok.ts', '../run/wait.ts'],
  ['workflows/escalate-call/ok2.ts', './steps/answer-caller.ts'],
  ['workflows/escalate-call/steps/ok.ts', '../../run/wait.ts'],
  ['workflows/escalate-call/steps/ok2.ts', '../legs.ts'],
  ['activities/graph/client/ok.ts', '../../../workflows/contract/events.ts'],
  ['activities/graph/client/ok2.ts', './tokens.ts'],
  ['activities/graph/client/ok3.ts', '../read/json.ts'],
  ['activities/graph/read/ok.ts', '../../../workflows/contract/events.ts'],
  ['activities/graph/read/ok2.ts', './json.ts'],
  ['activities/ok.ts', './graph/client/tokens.ts'],
  ['activities/ok2.ts', '../workflows/contract/input-schema.ts'],
  ['worker/ok.ts', '../workflows/index.ts'],
  ['worker/ok2.ts', '../activities/answer.ts'],
  ['worker/doctor/ok.ts', '../../webhook/app.ts'],
  ['worker/doctor/checks/ok.ts', '../../../webhook/settings.ts'],
  ['webhook/ok.ts', '../workflows/contract/events.ts'],
  ['webhook/ok2.ts', '../workflows/client/start.ts'],
  ['webhook/ok3.ts', '../activities/graph/read/call.ts'],
  ['webhook/ok4.ts', '../activities/graph/client/callback-address.ts'],
  ['test/ok.ts', '../webhook/app.ts'],
  ['test/graph-simulator/ok.ts', './model/settings.ts'],
  ['test/graph-simulator/model/ok.ts', '../faults/fault.ts'],
  ['test/graph-simulator/model/operations/ok.ts', '../../faults/fault.ts'],
  ['test/graph-simulator/testing/ok.ts', '../../support/child-process.ts'],
];

/** Each way to import; a type is an import, too. */
const FORMS: Record<string, (source: string) => string> = {
  import: (source) => `import { a } from '${source}';\nexport const b = a;`,
  'import type': (source) => `import type { A } from '${source}';\nexport type B = A;`,
  'export from': (source) => `export { a } from '${source}';`,
  'import()': (source) => `export const a = import('${source}');`,
};

const ROOT = resolve(import.meta.dirname, '../..');
let project: string;
let complaints: string[];

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'import-arrows-'));
  await cp(join(ROOT, '.oxlintrc.json'), join(project, '.oxlintrc.json'));
  for (const [file, source] of [...REFUSED, ...ALLOWED]) {
    for (const [form, write] of Object.entries(FORMS)) await plant(inForm(file, form), write(source));
  }
  complaints = await lint();
});

afterAll(() => rm(project, { recursive: true }));

test.each(REFUSED)('%s must not import %s', (file) => expect(refusedForms(file)).toEqual(Object.keys(FORMS)));

test.each(ALLOWED)('%s may import %s', (file) => expect(refusedForms(file)).toEqual([]));

function refusedForms(file: string): string[] {
  return Object.keys(FORMS).filter((form) => complaints.includes(inForm(file, form)));
}

/** `folder/a.ts` in the form `import type` becomes `folder/a.import-type.ts`; a schema stays one by its name's end. */
function inForm(file: string, form: string): string {
  const tag = form.replace('()', '-call').replace(' ', '-');
  return file.replace(/([^/]+?)(-schema)?\.ts$/, `$1.${tag}$2.ts`);
}

async function plant(file: string, text: string): Promise<void> {
  const path = join(project, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Files that break an arrow. */
function lint(): Promise<string[]> {
  return new Promise((done, fail) => {
    const args = ['--format', 'json', '.'];
    execFile(join(ROOT, 'node_modules/.bin/oxlint'), args, { cwd: project, maxBuffer: 1 << 26 }, (error, stdout) => {
      try {
        done(brokenArrows(stdout));
      } catch {
        fail(error ?? new Error(`oxlint said: ${stdout}`));
      }
    });
  });
}

function brokenArrows(report: string): string[] {
  const { diagnostics } = JSON.parse(report) as { diagnostics: { code: string; filename: string }[] };
  return diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename);
}
