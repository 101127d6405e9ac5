import type { Breakage } from './breakage.ts';
import { CALL_MODEL } from './call-model.ts';
import { GROUND } from './ground.ts';
import { WEBHOOK } from './webhook.ts';
import { WEBHOOK_SIZES_AND_LEGS } from './webhook-sizes-and-legs.ts';

/** Every breakage that was tried; `npm run break` tries them again. */
export const BREAKAGES: Breakage[] = [...GROUND, ...CALL_MODEL, ...WEBHOOK, ...WEBHOOK_SIZES_AND_LEGS];
