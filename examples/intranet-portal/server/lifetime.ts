import { fstatSync } from "node:fs";

/**
 * Calls `stop` once: on SIGINT or SIGTERM, when the IPC channel to a parent closes, or when a parent that
 * holds our stdin as a pipe goes away. A terminal or /dev/null on stdin says nothing about a parent.
 */
export function onEnd(stop: () => void): void {
  let ended = false;
  const once = () => {
    if (ended) return;
    ended = true;
    stop();
  };
  process.on("SIGINT", once);
  process.on("SIGTERM", once);
  if (process.connected) process.on("disconnect", once);
  if (stdinIsPipe()) {
    process.stdin.on("end", once).on("close", once).on("error", once);
    process.stdin.resume();
  }
}

function stdinIsPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}
