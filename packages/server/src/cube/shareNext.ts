export interface SharedWork {
  /** Runs the work once more, after a run that is under way: all who ask meanwhile share that one. */
  request(): Promise<void>;
  /** Resolves when nothing runs or waits, whatever came of it. */
  settled(): Promise<void>;
}

/** Work that must begin after it was asked for, but never twice at once. */
export function shareNext(work: () => Promise<void>): SharedWork {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return {
    request() {
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          running = work();
          return running;
        });
      return next;
    },
    async settled() {
      await next?.catch(() => undefined);
      await running.catch(() => undefined);
    },
  };
}
