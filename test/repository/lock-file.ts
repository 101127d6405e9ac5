export interface LockedPackage {
  version?: string;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
}

export interface LockFile {
  packages: Record<string, LockedPackage>;
}

/**
 * The binaries for other platforms that packages name, but the lock file does not hold: npm leaves out what the registry it
 * asked does not have, and then `npm ci` refuses the file, on every machine. By name, with the place of who names it.
 */
export function missingPlatforms({ packages }: LockFile): { name: string; version: string; of: string }[] {
  return Object.entries(packages).flatMap(([of, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesFor(name, of).some((place) => place in packages))
      .map(([name, range]) => ({ name, version: range.replace(/^[~^]/, ''), of })),
  );
}

/** Adds them as npm would, but for the hash, which only their registry knows. Answers with their names. */
export function addMissingPlatforms(lock: LockFile): string[] {
  const missing = missingPlatforms(lock);
  for (const { name, version, of } of missing) {
    const dev = lock.packages[of]?.dev;
    lock.packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) };
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  return missing.map(({ name }) => name);
}

/** Where npm probes for it: beside the package, then further and further up. */
function placesFor(name: string, of: string): string[] {
  const above = of.split('/node_modules/').map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return [`node_modules/${name}`, ...above.map((place) => `${place}/node_modules/${name}`)];
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Such packages are named after their platform: `@oxlint/binding-linux-arm64-musl`. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  return { ...(os.length > 0 && { os }), ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }) };
}
