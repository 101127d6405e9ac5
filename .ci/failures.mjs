// What failed in runs of Vitest, by the JSON that its reporter wrote.
//   files <report> …             prints the test files that failed
//   summary <status> <report> …  tells what failed and why, and counts; status: 0 where all that failed passed when it was tried again
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [what, ...operands] = process.argv.slice(2);
if (what === 'files') for (const { name } of failedIn(read(operands))) print(relative('.', name));
else summarize(operands[0] === '0', read(operands.slice(1)));

/** Without what failed, where it passed when it was tried again. */
function summarize(passedAgain, reports) {
  const failed = failedIn(reports);
  if (failed.length > 0) print(['Failed beside the others:', ...failed.flatMap(linesOf)].join('\n'));
  const count = (...kinds) => reports.flatMap((report) => kinds.map((kind) => report[kind])).reduce((a, b) => a + b, 0);
  // Where a hook failed, Vitest counts the tests behind it as skipped.
  const held = failed.flatMap(behindHook).length;
  const failures = count('numFailedTests') + held;
  const [passed, left] = passedAgain ? [count('numPassedTests') + failures, 0] : [count('numPassedTests'), failures];
  const skipped = count('numPendingTests', 'numTodoTests') - held;
  const note = passedAgain && failed.length > 0 ? `; ${failures} of them at the second try, alone: see above` : '';
  print(`${passed} passed, ${left} failed, ${skipped} skipped${note}`);
}

function failedIn(reports) {
  return reports.flatMap(({ testResults }) => testResults).filter(({ status }) => status === 'failed');
}

/** The tests of a file that failed without that one of them did. */
function behindHook({ assertionResults }) {
  return assertionResults.some(({ status }) => status === 'failed') ? [] : assertionResults.filter(({ status }) => status !== 'passed');
}

function linesOf({ name, message, assertionResults }) {
  const tests = assertionResults.filter(({ status }) => status === 'failed');
  const whole = tests.length === 0 ? headOf(message || 'a hook failed: its error stands further up') : [];
  return [
    `- ${relative('.', name)}`,
    ...whole,
    ...tests.flatMap(({ fullName, failureMessages }) => [`  - ${fullName}`, ...failureMessages.flatMap(headOf)]),
  ];
}

/** Enough to know it by; the whole stands further up. */
function headOf(message) {
  return message.split('\n').slice(0, 10).map((line) => `      ${line.slice(0, 200)}`);
}

function read(paths) {
  return paths.map((path) => JSON.parse(readFileSync(path, 'utf8')));
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
