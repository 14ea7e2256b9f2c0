/** Runs at most `concurrency` tasks at a time, the rest in the order they came. */
export function createLimit(concurrency: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running < concurrency) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place is handed over, not given back and taken again: nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
