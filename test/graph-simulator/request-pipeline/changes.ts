/** Tells that the record has changed, and waits for what it is to show. */
export interface Changes {
  tell(): void;
  /**
   * Resolves with the first value of `look` that is neither undefined nor false; it is looked at now and after every change.
   * Rejects after `ms` with a message that says `what`.
   */
  waitFor<T>(what: string, look: () => T | undefined | false, ms: number): Promise<T>;
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    tell: () => {
      for (const listener of listeners) listener();
    },
    waitFor: <T>(what: string, look: () => T | undefined | false, ms: number) =>
      new Promise<T>((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer);
          listeners.delete(check);
          act();
        };
        const check = () => {
          try {
            const found = look();
            if (found !== undefined && found !== false) settle(() => resolve(found));
          } catch (error) {
            settle(() => reject(error));
          }
        };
        const timer = setTimeout(() => settle(() => reject(new Error(`Within ${ms} ms the simulator did not see: ${what}`))), ms);
        listeners.add(check);
        check();
      }),
  };
}
