/** Every path to a value inside of JSON, such as `value[].resourceData[].info.identity.user.id`, each once. */
export function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return unique(value.flatMap((item) => pathsOf(item, `${path}[]`)));
  if (typeof value !== 'object' || value === null) return [path];
  return unique(Object.entries(value).flatMap(([name, inside]) => pathsOf(inside, path === '' ? name : `${path}.${name}`)));
}

/** What one of two bodies has, and the other has not. */
export function differences(ours: unknown, seeds: unknown): { onlyOurs: string[]; onlySeeds: string[] } {
  const [mine, theirs] = [pathsOf(ours), pathsOf(seeds)];
  return {
    onlyOurs: mine.filter((path) => !theirs.includes(path)),
    onlySeeds: theirs.filter((path) => !mine.includes(path)),
  };
}

const unique = (paths: string[]) => [...new Set(paths)].toSorted();
