import { existsSync } from 'node:fs';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { withNativeSyntax } from './with-native-syntax.ts';
import { builtBundlePath, failureConverterPath, interceptorsPath, stackDepthPath, workflowsPath } from './workflows-path.ts';

/** As `Worker.create` takes it. */
export type WorkflowCode = { codePath: string } | { code: string };

/** The workflow bundle: the file at `path`, else the one made by `npm run build`, else bundled now (about a second). Throws if `path` does not exist. */
export async function findWorkflowCode(path?: string): Promise<WorkflowCode> {
  if (path !== undefined) {
    if (!existsSync(path))
      throw new Error(`WORKFLOW_BUNDLE_PATH: there is no file ${path}. Make it with npm run build, or unset the variable.`);
    return { codePath: path };
  }
  const built = builtBundlePath();
  return existsSync(built) ? { codePath: built } : bundleWorkflows();
}

/** Bundles the workflows as the worker does. Throws, naming the module, for what the sandbox refuses but the compiler accepts. */
export async function bundleWorkflows(): Promise<{ code: string }> {
  return bundleWorkflowCode({
    workflowsPath: workflowsPath(),
    failureConverterPath: failureConverterPath(),
    // Loaded once, not once a run: our modules keep no state (test/repository/stateless-modules.test.ts). See worker/README.md, The bundle.
    preloadModules: [stackDepthPath(), workflowsPath(), interceptorsPath()],
    // Without effect in a worker that does not trace (worker/README.md, Traces).
    workflowInterceptorModules: [interceptorsPath()],
    // Positions for stack traces; the SDK demands a map, but nobody reads the sources in it.
    webpackConfigHook: (config) => ({
      ...config,
      devtool: 'inline-nosources-source-map',
      module: { ...config.module, rules: config.module?.rules?.map(withNativeSyntax) },
    }),
    // Of webpack's long output, only warnings and errors.
    logger: new DefaultLogger('WARN'),
  });
}
