/**
 * Loaded into the sandbox before any run (workflow-code.ts). The SDK takes a stack trace, mapped to the sources frame by frame, of each
 * promise that a run creates: with V8's ten frames a third of what a replay costs. Five are enough for an error to name our file and
 * line; what is lost stands in worker/README.md, The bundle.
 */
Error.stackTraceLimit = 5;
