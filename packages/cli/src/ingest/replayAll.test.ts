import type { DeadLetter, DeadLetterPage, IntegrationAction, IntegrationActionResult } from "@northstar/core";
import { expect, it } from "vitest";
import { replayAll } from "./replayAll.ts";

/** An integration with so many dead letters, of which every tenth isn't understood again. */
function integrationWith(count: number) {
  const asked: IntegrationAction[] = [];
  const shown: unknown[] = [];
  const letters = Array.from({ length: count }, (_, index) => ({ id: `l${count - index}` }) as DeadLetter);
  return {
    asked,
    shown,
    bar: { show: (share: number | null) => void shown.push(share), end: () => void shown.push("end") },
    operations: {
      async deadLetters(_: string, { after, limit }: { after: string | null; limit: number }): Promise<DeadLetterPage> {
        const from = Number(after ?? 0);
        const next = from + limit < count ? String(from + limit) : null;
        return { deadLetters: letters.slice(from, from + limit), next, total: count };
      },
      async act(_: string, action: IntegrationAction) {
        asked.push(action);
        const ids = "ids" in action ? (action.ids ?? []) : [];
        const failed = ids.filter((id) => id.endsWith("0")).length;
        return { runId: null, done: ids.length - failed, failed } as IntegrationActionResult;
      },
    },
  };
}

it("takes all, the oldest first, in batches, and adds up", async () => {
  const { operations, asked, shown, bar } = integrationWith(1200);
  expect(await replayAll(operations, "sendgrid", [], bar)).toMatchObject({ done: 1080, failed: 120 });
  const ids = asked.map((action) => ("ids" in action ? (action.ids ?? []) : []));
  expect(ids.map(({ length }) => length)).toEqual([500, 500, 200]);
  expect(ids.flat()).toEqual(Array.from({ length: 1200 }, (_, index) => `l${index + 1}`));
  expect(shown).toEqual([0, 500 / 1200, 1000 / 1200, 1, "end"]);
});

it("takes those that are named", async () => {
  const { operations, asked, bar } = integrationWith(3);
  expect(await replayAll(operations, "sendgrid", ["l2"], bar)).toMatchObject({ done: 1, failed: 0 });
  expect(asked).toEqual([{ action: "replay", ids: ["l2"] }]);
});

it("asks nevertheless where there is none, and shows no bar", async () => {
  const { operations, asked, shown, bar } = integrationWith(0);
  expect(await replayAll(operations, "sendgrid", [], bar)).toMatchObject({ done: 0, failed: 0 });
  expect(asked).toEqual([{ action: "replay" }]);
  expect(shown).toEqual(["end"]);
});
