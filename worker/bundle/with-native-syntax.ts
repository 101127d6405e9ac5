import { isRecord } from '../../workflows/contract/is-record.ts';

/**
 * A rule of webpack as the SDK has it, but for TypeScript that is not built: of that it makes ES2017, in which each object spread is a
 * call of a helper. What is bundled for tests and `npm run dev` is to run as what `npm run build` makes.
 */
export function withNativeSyntax<Rule>(rule: Rule): Rule {
  if (!isRecord(rule) || !isRecord(rule.use) || !isRecord(rule.use.options) || !isRecord(rule.use.options.jsc)) return rule;
  const jsc = { ...rule.use.options.jsc, target: 'es2022' };
  return { ...rule, use: { ...rule.use, options: { ...rule.use.options, jsc } } };
}
