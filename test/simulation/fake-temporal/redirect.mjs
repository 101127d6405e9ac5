const FAKES = new Map([
  ['@temporalio/workflow', new URL('./workflow.ts', import.meta.url)],
  ['@temporalio/activity', new URL('./activity.ts', import.meta.url)],
]);

/**
 * The fake that our own workflow and activity code gets for a module of the SDK; every other importer gets what it asks for.
 * @param {string} specifier
 * @param {string} from path or URL of the importer
 * @returns {URL | undefined}
 */
export function redirect(specifier, from) {
  const ours = /\/(workflows|activities)\//.test(from) && !from.includes('/node_modules/');
  return ours ? FAKES.get(specifier) : undefined;
}
