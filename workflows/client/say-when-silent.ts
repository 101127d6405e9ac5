const SILENCE = 3_000;

/**
 * Says, once `answer` has taken 3 s, what may be missing: a query is answered by a worker, and without one Temporal lets the
 * asker wait until its own time-out (30 s).
 */
export async function sayWhenSilent<T>(answer: Promise<T>, complain: (line: string) => void): Promise<T> {
  const silence = setTimeout(
    () => complain('No answer yet: only a worker can give it. Is one running, on this task queue?'),
    SILENCE,
  );
  try {
    return await answer;
  } finally {
    clearTimeout(silence);
  }
}
