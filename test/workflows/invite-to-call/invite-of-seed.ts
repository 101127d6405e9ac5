import { seedBlocks } from '../../graph-simulator/testing/seed.ts';

/** The body of the request of the seed's first, second or third example; before them comes the one of the reference. */
export function inviteOfSeed(example: 0 | 1 | 2): unknown {
  return seedBlocks().requests.filter(({ line }) => line.endsWith('/participants/invite'))[example + 1]?.body;
}
