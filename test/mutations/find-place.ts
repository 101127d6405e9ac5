/** A place in a source file that a mutation replaces, and what stands there then. */
export interface Place {
  start: number;
  end: number;
  replacement: string;
}

type Token = { text: string; start: number; end: number; kind: 'name' | 'text' | 'number' | 'sign' };

const TOKEN =
  /(?<skip>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)|(?<number>\d[\d_.]*)|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|(?<sign>.)/gsu;

/** Words of the language are no names: they stand for themselves. */
const KEYWORDS = new Set(
  'as async await break case catch class const continue default delete do else export extends false finally for from function if import in instanceof interface let new null of private readonly return satisfies static super switch this throw true try type typeof undefined var void while yield'.split(
    ' ',
  ),
);

/**
 * Where `from` stands in the source: letter by letter, else with other names, each of them the same everywhere. So a mutation
 * pins what the code does: a variable, a function or a property that is renamed does not break it, nor does a line that is
 * broken elsewhere.
 * @returns undefined where it stands nowhere, or in more than one place
 */
export function findPlace(source: string, from: string, to: string): Place | undefined {
  const parts = source.split(from);
  if (parts.length > 2) return undefined;
  if (parts.length === 2) {
    const start = parts[0]?.length ?? 0;
    return { start, end: start + from.length, replacement: to };
  }
  return findRenamed(source, from, to);
}

function findRenamed(source: string, from: string, to: string): Place | undefined {
  const wanted = tokensOf(from);
  const tokens = tokensOf(source);
  const found: { place: Place; sameNames: number }[] = [];
  for (let at = 0; at + wanted.length <= tokens.length; at++) {
    const names = namesWhereAlike(wanted, tokens.slice(at, at + wanted.length));
    const [first, last] = [tokens[at], tokens[at + wanted.length - 1]];
    if (!names || !first || !last) continue;
    const sameNames = [...names].filter(([old, now]) => old === now).length;
    found.push({ place: { start: first.start, end: last.end, replacement: renamed(to, names) }, sameNames });
  }
  const most = Math.max(...found.map(({ sameNames }) => sameNames));
  const [best, ...more] = found.filter(({ sameNames }) => sameNames === most);
  // A place that shares no name with the entry is another piece of code of the same shape.
  return best && more.length === 0 && most > 0 ? best.place : undefined;
}

/** Which name stands for which, if the two pieces of code are alike but for their names. */
function namesWhereAlike(wanted: readonly Token[], tokens: readonly Token[]): Map<string, string> | undefined {
  const names = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const [index, { kind, text }] of wanted.entries()) {
    const token = tokens[index];
    if (token?.kind !== kind) return undefined;
    if (kind !== 'name') {
      if (token.text !== text) return undefined;
      continue;
    }
    if ((names.get(text) ?? token.text) !== token.text || (taken.get(token.text) ?? text) !== text) return undefined;
    names.set(text, token.text);
    taken.set(token.text, text);
  }
  return names;
}

function renamed(code: string, names: ReadonlyMap<string, string>): string {
  return code.replaceAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu, (name) => names.get(name) ?? name);
}

function tokensOf(code: string): Token[] {
  return [...code.matchAll(TOKEN)].flatMap(({ 0: text, index, groups = {} }): Token[] => {
    if (groups.skip !== undefined) return [];
    const word = groups.name !== undefined && !KEYWORDS.has(text) ? 'name' : undefined;
    const kind = word ?? (groups.text === undefined ? (groups.number === undefined ? 'sign' : 'number') : 'text');
    return [{ text, start: index, end: index + text.length, kind }];
  });
}
