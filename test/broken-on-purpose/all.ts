import type { Breakage } from './breakage.ts';
import { CALL_MODEL } from './call-model.ts';
import { CLIENT } from './client.ts';
import { CONTAINERS } from './containers.ts';
import { DOCTOR } from './doctor.ts';
import { GRAPH_SIMULATOR } from '../graph-simulator/testing/breakages.ts';
import { GROUND } from './ground.ts';
import { INVARIANTS } from './invariants.ts';
import { STORY } from './story.ts';
import { UI } from './ui.ts';
import { WEBHOOK } from './webhook.ts';
import { WEBHOOK_SIZES_AND_LEGS } from './webhook-sizes-and-legs.ts';

/** Every breakage that was tried; `npm run break` tries them again. */
export const BREAKAGES: Breakage[] = [
  ...GROUND,
  ...DOCTOR,
  ...CALL_MODEL,
  ...CLIENT,
  ...CONTAINERS,
  ...STORY,
  ...INVARIANTS,
  ...GRAPH_SIMULATOR,
  ...UI,
  ...WEBHOOK,
  ...WEBHOOK_SIZES_AND_LEGS,
];
