import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A heading, a link, a table row or a code block, as a reader of the file would see it: nothing inside code blocks but the blocks. */
export interface Markdown {
  path: string;
  text: string;
  headings: string[];
  /** GitHub's anchors of the headings. */
  anchors: string[];
  /** Targets of links and pictures. */
  links: string[];
  blocks: CodeBlock[];
  /** Lines that are not in a code block. */
  lines: string[];
}

export interface CodeBlock {
  language: string;
  /** Of `<!-- from: path -->` in the line before. */
  from?: string;
  code: string;
}

const SKIPPED = ['node_modules', 'dist', '.git'];
/** Microsoft's page, kept as it was. */
const NOT_OURS = ['test/graph-simulator/schema/participant-invite.md'];

/** Paths of all Markdown files of ours, from the root. */
export function markdownPaths(): string[] {
  return pathsBelow('.', '.md').filter((path) => !NOT_OURS.some((other) => path.endsWith(other)));
}

/** Paths from the root, sorted. @param end of the name */
export function pathsBelow(folder: string, end: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : pathsBelow(path, end);
      return entry.name.endsWith(end) ? [path] : [];
    })
    .sort();
}

export function readMarkdown(path: string): Markdown {
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(/(?:^<!-- from: (\S+) -->\n)?^ *```(\w*)\n([^]*?)^ *```$/gm)].map(
    ([, from, language = '', code = '']): CodeBlock => ({ language, code, ...(from !== undefined && { from }) }),
  );
  const lines = text.replaceAll(/^ *```[^]*?^ *```$/gm, '').split('\n');
  const headings = lines.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  const links = lines.flatMap((line) =>
    [...line.replaceAll(/`[^`]*`/g, 'code').matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to),
  );
  return { path, text, headings, anchors: headings.map(anchorOf), links, blocks, lines };
}

/** As GitHub makes it, but for headings that stand twice. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** The rows of the first table below a heading, without its head; cells as they stand there. */
export function tableBelow(path: string, heading: string): string[][] {
  const { lines } = readMarkdown(path);
  const at = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (at === -1) throw new Error(`${path} has no heading "${heading}"`);
  const first = lines.findIndex((line, index) => index > at && line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  const next = lines.findIndex((line, index) => index > at && /^#+ /.test(line));
  if (first === -1 || (next !== -1 && first > next)) throw new Error(`${path} has no table below "${heading}"`);
  return lines.slice(first + 2, end === -1 ? undefined : end).map((line) =>
    line
      .replaceAll('\\|', '¦')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands in backticks. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
