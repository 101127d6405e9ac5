import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('./', import.meta.url);

/** A body as the service posts it: `seed/…`, copied from the seed, or `shapes/…`, made after Graph §5. */
export function fixtureText(name: string): string {
  return readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
}

/** The items of a body. */
export function fixtureItems(name: string): unknown[] {
  const body: unknown = JSON.parse(fixtureText(name));
  if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value))
    throw new Error(`${name} is no batch`);
  return body.value;
}

export function fixtureNames(folder: 'seed' | 'shapes'): string[] {
  return readdirSync(new URL(folder, FOLDER))
    .map((file) => `${folder}/${file.replace(/\.json$/, '')}`)
    .sort();
}
