import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing.ts";
import type { FilledDisk } from "./testing/fillDiskInChild.ts";
import { isPossible, runOnSmallDisk, WAYS } from "./testing/smallDisk.ts";

const SCRIPT = fileURLToPath(new URL("./testing/fillDiskInChild.ts", import.meta.url));

test.for(WAYS)(
  "on a disk that is full (%s) nothing acknowledged is lost, and it goes on when there is space",
  { timeout: 120_000 },
  async (way, { skip }) => {
    const own = await temporaryFolder();
    try {
      skip(!isPossible(way, own.path), `no disk by ${way} here`);
      const filled = (await runOnSmallDisk(way, SCRIPT, own.path)) as FilledDisk;
      expect(filled.refusals.length).toBeGreaterThanOrEqual(4);
      for (const refusal of filled.refusals) expect(refusal).toMatchObject({ status: 503, retryAfter: true });
      // What was refused was sent again: all of it is in, once.
      const all = filled.acknowledged.toSorted((a, b) => a - b);
      expect(all).toEqual(Array.from(all, (_, index) => index));
      expect(all.length).toBeGreaterThan(20);
      expect(filled.rows).toEqual(all);
      expect(filled.rowsOnDisk).toEqual(all);
      expect(filled.errors.length).toBeGreaterThanOrEqual(2);
      expect(filled.errors.filter((code) => code !== "warehouse_full" && code !== "warehouse_invalid")).toEqual([]);
      expect(filled.reopened).toBeGreaterThan(0);
      for (const read of filled.reads) {
        if (typeof read === "number") expect(read).toBeGreaterThanOrEqual(20);
        else expect(read).toMatch(/^warehouse_(full|invalid)$/);
      }
    } finally {
      await own.remove();
    }
  },
);
