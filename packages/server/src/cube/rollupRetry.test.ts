import { expect, it } from "vitest";
import { retryLostRollups } from "./rollupRetry.ts";

const LOST = "Pre-aggregation table is not found for rollups.by_day after it was successfully created";

/** An orchestrator that fails so, one attempt after the other, and then answers; and what was done. */
function failing(...messages: string[]) {
  const done: string[] = [];
  const orchestrator = {
    async fetchQuery(query: unknown): Promise<unknown> {
      done.push(`ask ${query}`);
      const message = messages.shift();
      if (message !== undefined) throw new Error(message);
      return "rows";
    },
  };
  retryLostRollups(orchestrator, async () => {
    done.push("renew");
  });
  return { orchestrator, done };
}

it("asks again, of the data as it is by then, for a rollup that was lost", async () => {
  const { orchestrator, done } = failing(LOST, LOST);
  expect(await orchestrator.fetchQuery("q")).toBe("rows");
  expect(done).toEqual(["ask q", "renew", "ask q", "renew", "ask q"]);
});

it("gives up after the third time", async () => {
  const { orchestrator, done } = failing(LOST, LOST, LOST, LOST, LOST);
  await expect(orchestrator.fetchQuery("q")).rejects.toThrow("is not found");
  expect(done.filter((step) => step === "ask q")).toHaveLength(4);
});

it("asks once for any other failure", async () => {
  const { orchestrator, done } = failing("Binder Error");
  await expect(orchestrator.fetchQuery("q")).rejects.toThrow("Binder Error");
  expect(done).toEqual(["ask q"]);
});
