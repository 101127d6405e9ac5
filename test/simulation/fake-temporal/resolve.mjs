const STAND_INS = new Map([
  ['@temporalio/workflow', new URL('./workflow.ts', import.meta.url).href],
  ['@temporalio/activity', new URL('./activity.ts', import.meta.url).href],
]);

/**
 * Our own workflow and activity code gets the fakes; every other importer what it asks for.
 * @type {import('node:module').ResolveHook}
 */
export async function resolve(specifier, context, next) {
  const url = STAND_INS.get(specifier);
  const from = context.parentURL ?? '';
  const ours = /\/(workflows|activities)\//.test(from) && !from.includes('/node_modules/');
  return url !== undefined && ours ? { url, shortCircuit: true, format: 'module' } : next(specifier, context);
}
