import { TestWorkflowEnvironment } from '@temporalio/testing';

/** Program: lets the SDK download its dev server into the folder that is the first argument. It has no call for that alone, so the server is started and stopped. */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: sdk-download.ts <folder>');

try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir: folder } },
  });
  await environment.teardown();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
