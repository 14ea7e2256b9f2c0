/** Rows handled before other work gets its turn: some milliseconds of work at a dozen columns. */
export const ROWS_PER_TURN = 2_000;

/** Lets the event loop handle what is waiting (sockets, timers) before going on. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
