import { readFileSync, writeFileSync } from 'node:fs';
import { addMissingPlatforms, type LockFile } from './lock-file.ts';

/** Program: `node --import tsx test/repository/complete-lock-file.ts`, after an `npm install` behind a mirror that lacks other platforms' binaries. */
const FILE = new URL('../../package-lock.json', import.meta.url);

const lock = JSON.parse(readFileSync(FILE, 'utf8')) as LockFile;
const added = addMissingPlatforms(lock);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'package-lock.json is complete' : `added to package-lock.json: ${added.join(', ')}`);
