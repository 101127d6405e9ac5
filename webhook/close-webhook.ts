export interface Closing {
  /** Aborting it makes `/readyz` answer 503. */
  unready: AbortController;
  /** How long it goes on serving unready. */
  pause(): Promise<void>;
  app: { close(): Promise<void> };
  temporal: { close(): Promise<void> };
}

/**
 * Turns unready, and closes only then: a balancer goes on sending until it has seen it, and nobody knows whether Graph repeats a
 * notification that met a closed port. What was begun is answered; Temporal, where it is stored, is left last.
 */
export async function closeWebhook({ unready, pause, app, temporal }: Closing): Promise<void> {
  unready.abort();
  await pause();
  await app.close();
  await temporal.close();
}
