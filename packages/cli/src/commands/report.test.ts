import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Pack } from "@northstar/core";
import { openWarehouse } from "@northstar/ingest";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startCli } from "../ingest/testing/cli.ts";
import { SECRET } from "../ingest/testing/operated.ts";

/* `northstar report` as a process, on an installation that no server has open. Its warehouse is empty: what is held here is the way, the numbers are in `reports.test.ts`. */

let folder: string;
let out: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "northstar-report-"));
  out = join(folder, "reviews");
  const warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
  await warehouse.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing listens on port 9 of this machine. */
const cli = (parameters: readonly string[]) =>
  startCli([...parameters, "--data-dir", folder, "--url", "http://127.0.0.1:9"], {
    environment: { NORTHSTAR_SECRET: SECRET },
  }).ended;

it("makes a review, keeps it, writes its files, and says which", async () => {
  const { code, stdout } = await cli([
    ...["report", "mbr", "--period", "2026-01", "--role", "director", "--json"],
    ...["--format", "pdf,xlsx,csv", "--out", out],
  ]);
  expect(code).toBe(0);
  const { pack, files } = JSON.parse(stdout) as { pack: Pack; files: string[] };
  expect([pack.period.name, pack.madeBy, pack.roles]).toEqual(["2026-01", "cli", ["director"]]);
  expect(pack.snapshot.kpis.length).toBeGreaterThan(10);
  expect(files.map((file) => basename(file))).toEqual(["mbr-2026-01.pdf", "mbr-2026-01.xlsx", "mbr-2026-01.csv"]);
  expect(readdirSync(out).sort()).toEqual(["mbr-2026-01.csv", "mbr-2026-01.pdf", "mbr-2026-01.xlsx"]);
  expect(readFileSync(join(out, "mbr-2026-01.pdf"), "latin1").slice(0, 5)).toBe("%PDF-");
});

it.each<[string, string[], RegExp]>([
  ["without a role", ["report", "mbr"], /A review is made under a role: add --role director/],
  ["of schedules without a role", ["report", "schedules"], /Schedules are listed as a role sees them/],
  ["of a kind that there isn't", ["report", "yearly", "--role", "director"], /Allowed choices are wbr, mbr, qbr/],
  ["in a format that there isn't", ["report", "mbr", "--role", "director", "--format", "doc"], /"doc" is no format/],
  ["of no period", ["report", "mbr", "--period", "2026-W01", "--role", "director"], /Give one such as 2026-10/],
])("says what is wrong %s", async (_, parameters, said) => {
  const { code, stderr } = await cli(parameters);
  expect(code).toBe(1);
  expect(stderr).toMatch(said);
});
