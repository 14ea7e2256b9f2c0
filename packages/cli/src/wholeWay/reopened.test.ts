import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingestPayload, onCommit, openWarehouse, readWatermarks, type Warehouse } from "@northstar/ingest";
import { createNorthstar, type Northstar } from "@northstar/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { breakWarehouse } from "../../../ingest/src/warehouse/testing/breakWarehouse.ts";
import { describeInstallation } from "../installation.ts";

const folder = mkdtempSync(join(tmpdir(), "northstar-reopened-"));
let warehouse: Warehouse;
let northstar: Northstar;

beforeAll(async () => {
  warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
  northstar = await createNorthstar({
    secret: "a-secret-of-the-tests-with-more-than-32-bytes",
    production: true,
    cube: {
      modelPath: describeInstallation().modelPath,
      instance: warehouse.instance,
      refreshWorker: false,
      log: () => {},
    },
    watermarks: () => readWatermarks(warehouse),
    onError: () => {},
    onWatermark: (listener) => onCommit(warehouse, listener),
  });
});
afterAll(async () => {
  await northstar.close();
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

const play = (id: string, seconds: number) =>
  ingestPayload(warehouse, "consumption", {
    body: JSON.stringify({
      id,
      user_id: "u",
      content_id: "c",
      started_at: "2026-03-10T12:00:00Z",
      seconds_played: seconds,
    }),
  });

/** The month's minutes: a number, or the problem's status and code. */
async function minutes(): Promise<unknown> {
  const token = await northstar.signToken({ sub: "reader", roles: ["director"] });
  const query = {
    measures: ["executive.content_minutes"],
    timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2026-03-01", "2026-03-31"] }],
  };
  const response = await northstar.fetch(
    new Request("http://northstar.test/northstar/v1/load", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ queries: [{ id: "1", query }] }),
    }),
  );
  const text = await response.text();
  if (response.status !== 200) return [response.status, JSON.parse(text).code];
  const line = JSON.parse(text.split("\n")[0] ?? "");
  if ("error" in line) return [line.error.status, line.error.code];
  return Number(line.data[0]["executive.content_minutes"]);
}

test("when the warehouse is lost to a fatal error, a question is answered or told to come again, and the next ones have all the rows", async () => {
  await play("p1", 120);
  await northstar.runtime.refresh();
  expect(await minutes()).toBe(2);
  await breakWarehouse(warehouse);
  await northstar.runtime.refresh();
  const during = await Promise.all([minutes(), minutes(), minutes()]);
  for (const answer of during) expect([2, [503, "warehouse_unavailable"]]).toContainEqual(answer);
  // Whoever loads finds it broken, or mended by who came before.
  await play("p2", 30).catch((error: unknown) => expect(error).toMatchObject({ code: "warehouse_invalid" }));
  await play("p2", 30);
  await northstar.runtime.refresh();
  expect(await minutes()).toBe(2.5);
  await breakWarehouse(warehouse);
  await northstar.runtime.refresh();
  await minutes();
  expect(await minutes()).toBe(2.5);
});
