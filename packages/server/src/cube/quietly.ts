/** Runs `work` with the console silent while it is on the stack: for Cube's notices that don't hold here. */
export function quietly<T>(work: () => T): T {
  const { log, warn } = console;
  console.log = () => {};
  console.warn = () => {};
  try {
    return work();
  } finally {
    console.log = log;
    console.warn = warn;
  }
}
