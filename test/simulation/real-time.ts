let underWay = 0;

/** Work that takes real time, such as a signature: virtual time stands still meanwhile. */
export async function inRealTime<T>(work: Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work;
  } finally {
    underWay -= 1;
  }
}

/** Lets all code go on that waits for promises only. */
export async function settle(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (underWay > 0);
}
