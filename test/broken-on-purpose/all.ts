import type { Breakage } from './breakage.ts';
import { CALL_MODEL } from './call-model.ts';

/** Every breakage that was tried; `npm run break` tries them again. */
export const BREAKAGES: Breakage[] = [...CALL_MODEL];
