/**
 * Loaded once into the sandbox, before any workflow. The SDK takes a source-mapped stack trace for each promise that workflow code
 * makes, for a query that shows where a run waits; ours is not read, for a run says itself what it waits for. The price grows with
 * the frames: see worker/README.md, The bundle, for what it was, and what the few that are left are for.
 */
Error.stackTraceLimit = 3;
