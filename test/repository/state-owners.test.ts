import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Where the state of a run is declared. Each field that changes names the file beside it that alone may write it. */
const STATES = [
  'workflows/run/run-state.ts',
  'workflows/run/live-handles.ts',
  'workflows/escalate-call/escalation.ts',
  'workflows/stay-in-call/stay.ts',
  'workflows/invite-to-call/invitation.ts',
];

interface Field {
  declaredIn: string;
  name: string;
  owner: string;
}

const fields = STATES.flatMap(fieldsOf);
const sources = readdirSync('workflows', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: `workflows/${path}`, text: readFileSync(`workflows/${path}`, 'utf8') }));

describe('each part of a run’s state has one owner', () => {
  it('every field that can change names it', () => {
    for (const path of STATES) expect(unowned(path), path).toEqual([]);
    expect(fields.length).toBeGreaterThan(15);
  });

  it.each(fields)('$declaredIn: $name is written by $owner alone', ({ declaredIn, name, owner }) => {
    const folder = declaredIn.slice(0, declaredIn.lastIndexOf('/'));
    // A story is seen by no other, so what is written in another folder is of another state.
    const isSeen = (path: string) => folder === 'workflows/run' || path.startsWith(`${folder}/`);
    const writers = sources.filter(({ path, text }) => isSeen(path) && writes(text, name)).map(({ path }) => path);
    expect(writers.filter((path) => path !== `${folder}/${owner}`)).toEqual([]);
    expect(writers, `${owner} writes ${name}`).toContain(`${folder}/${owner}`);
  });

  it.each([
    'state.timeline.push(entry);',
    'run.state.timeline.splice(1, 2);',
    'escalation.run.state.timeline = [];',
    'timeline[3] ??= entry;',
    'timeline.length = 0;',
    'delete state.timeline;',
    'run.live.timeline += 1;',
    'timeline.set(key, value);',
  ])('sees that %s writes', (code) => expect(writes(code, 'timeline')).toBe(true));

  it.each([
    'state.timeline.map(line)',
    'const { timeline } = state;',
    'a.timeline === b',
    'timeline: [],',
    '() => timeline.size > 0',
  ])('sees that %s does not', (code) => expect(writes(code, 'timeline')).toBe(false));
});

/** Assignments to a field or within it, and the methods of arrays, maps and sets that change them. */
function writes(text: string, name: string): boolean {
  const place = String.raw`(?<![\w'])${name}(?:\[[^\]]*\]|\.length)?`;
  const assigned = new RegExp(String.raw`${place}\s*(?:=(?![=>])|\+=|-=|\?\?=|\+\+|--)`);
  const changed = new RegExp(String.raw`${place}\.(?:push|splice|pop|shift|unshift|set|add|delete|clear)\(`);
  const removed = new RegExp(String.raw`delete [\w.]*${place}`);
  return [assigned, changed, removed].some((pattern) => pattern.test(withoutDeclarations(text)));
}

/** `const x = …` makes a variable of its own, whatever its name. */
function withoutDeclarations(text: string): string {
  return text.replaceAll(/\b(?:const|let)\s+(?:\w+|\{[^}]*\}|\[[^\]]*\])(?::[^=]+)?\s*=/g, '');
}

function fieldsOf(path: string): Field[] {
  const declared = readFileSync(path, 'utf8').matchAll(/\/\*\* Owner: `([^`]+)`\.[^]*?\*\/\s*(?:readonly )?(\w+)\??:/g);
  return [...declared].map(([, owner = '', name = '']) => ({ declaredIn: path, name, owner }));
}

/** Fields that can be assigned and name no owner. */
function unowned(path: string): string[] {
  const [, state = ''] =
    /export interface (?:RunState|LiveHandles|EscalationState) \{([^]*?)\n\}/.exec(readFileSync(path, 'utf8')) ?? [];
  const blocks = state.split(/;\n/).map((block) => block.trim());
  return blocks.filter((block) => block !== '' && !/Owner:|readonly |\(\): void/.test(block));
}
