import * as children from './workflows/children.ts';
import * as workflows from './workflows/index.ts';

/** Of the workflows that are compared; their children are not, by themselves. */
export const NAMES = Object.keys(workflows).filter((name) => !(name in children));
