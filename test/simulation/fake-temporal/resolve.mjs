import { redirect } from './redirect.mjs';

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, next) {
  const url = redirect(specifier, context.parentURL ?? '');
  return url ? { url: url.href, shortCircuit: true, format: 'module' } : next(specifier, context);
}
