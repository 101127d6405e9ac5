const SILENCE_MS = 3_000;

/**
 * Says what may be missing once `answer` has taken 3 s: a query needs a worker, and without one Temporal lets the caller wait for
 * its own timeout (30 s).
 */
export async function warnWhenSilent<T>(answer: Promise<T>, printError: (line: string) => void): Promise<T> {
  const silence = setTimeout(
    () => printError('No answer yet: it takes a worker. Is one running on this task queue?'),
    SILENCE_MS,
  );
  try {
    return await answer;
  } finally {
    clearTimeout(silence);
  }
}
