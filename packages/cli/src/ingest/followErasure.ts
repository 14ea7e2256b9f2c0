import { setTimeout } from "node:timers/promises";
import type { Erasure } from "@northstar/core";
import type { ProgressBar } from "../progressBar.ts";
import type { Operations } from "./operations.ts";

const LOOK_EVERY_MS = 250;

/** Looks at an erasure until it has ended. */
export async function followErasure(
  operations: Pick<Operations, "erasure">,
  begun: Erasure,
  bar: ProgressBar,
): Promise<Erasure> {
  try {
    for (let erasure = begun; ; erasure = await operations.erasure(begun.id)) {
      if (erasure.status !== "running") {
        if (erasure.status === "done") bar.show(1, "done");
        return erasure;
      }
      bar.show(erasure.progress, erasure.table ?? "waiting for the warehouse");
      await setTimeout(LOOK_EVERY_MS);
    }
  } finally {
    bar.end();
  }
}
