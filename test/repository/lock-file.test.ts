import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addMissingPlatforms, type LockFile, missingPlatforms } from './lock-file.ts';

test("the lock file holds every platform's binaries, or else npm ci refuses it (node --import tsx test/repository/complete-lock-file.ts fixes it)", () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
  expect(missingPlatforms(lock)).toEqual([]);
});

test('what is missing is found beside and above, and added for its platform', () => {
  const lock: LockFile = {
    packages: {
      'node_modules/a': {
        dev: true,
        optionalDependencies: { '@a/linux-x64': '1.0.0', '@a/linux-arm64-musl': '1.0.0', nested: '^2.0.0' },
      },
      'node_modules/@a/linux-x64': { version: '1.0.0' },
      'node_modules/a/node_modules/nested': { version: '2.1.0' },
    },
  };
  expect(addMissingPlatforms(lock)).toEqual(['@a/linux-arm64-musl']);
  const added = { version: '1.0.0', dev: true, optional: true, os: ['linux'], cpu: ['arm64'], libc: ['musl'] };
  expect(lock.packages['node_modules/@a/linux-arm64-musl']).toEqual(added);
  expect(missingPlatforms(lock)).toEqual([]);
});
