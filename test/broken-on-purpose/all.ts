import type { Breakage } from './breakage.ts';
import { CALL_MODEL } from './call-model.ts';
import { GRAPH_SIMULATOR } from '../graph-simulator/testing/breakages.ts';
import { GROUND } from './ground.ts';
import { STORY } from './story.ts';
import { WEBHOOK } from './webhook.ts';
import { WEBHOOK_SIZES_AND_LEGS } from './webhook-sizes-and-legs.ts';

/** Every breakage that was tried; `npm run break` tries them again. */
export const BREAKAGES: Breakage[] = [
  ...GROUND,
  ...CALL_MODEL,
  ...STORY,
  ...GRAPH_SIMULATOR,
  ...WEBHOOK,
  ...WEBHOOK_SIZES_AND_LEGS,
];
