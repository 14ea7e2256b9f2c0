import type { Operations } from "./operations.ts";

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * What Ctrl-C does from now on: what runs in this process ends at the next place where nothing is half, and is written down; what a server does goes on there.
 * A second Ctrl-C ends the process at once.
 * @returns ends it
 */
export function endGently(operations: Pick<Operations, "goesOn" | "close">): () => void {
  const listeners = Object.entries(SIGNALS).map(([signal, exitCode]) => {
    const end = () => {
      console.error(
        operations.goesOn
          ? "\nWhat was begun goes on at the server: `northstar ingest status` tells how it ends."
          : "\nEnding: what is under way comes to the end of its page or transaction. Ctrl-C again ends at once.",
      );
      void operations.close().finally(() => process.exit(exitCode));
    };
    process.once(signal, end);
    return () => process.removeListener(signal, end);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}
