import { WHOLE_STACKS } from './whole-stacks.ts';

/**
 * Loaded into the sandbox before any run (workflow-code.ts). The SDK takes a stack trace of each promise that a run creates, and maps
 * it to the sources frame by frame: with five frames a fifth of what a replay costs. One is the SDK's own there, which it does not
 * map; in an error it is the line that threw. What is lost, and how to get it, stands in worker/README.md, The bundle.
 */
if (!(WHOLE_STACKS in globalThis)) Error.stackTraceLimit = 1;
