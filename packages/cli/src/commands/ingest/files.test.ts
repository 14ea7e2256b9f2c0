import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HAS_TERMINAL, runCli } from "../../ingest/testing/cli.ts";

/* `northstar ingest <source> --file …` as a process. */

const HEAD = "external_id,sponsor,kind,period_start,period_end,amount,currency";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "northstar-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join("\n"));
  return path;
}
const ingest = (...parameters: string[]) => runCli(["ingest", ...parameters, "--data-dir", join(folder, "state")]);

const GOOD = "a,Acme,revenue,2026-01-01,2026-03-31,1200,USD";
const BAD = "b,Acme,revenue,2026-01-01,2026-03-31,a lot,USD";

it("loads files in their order, says what came and what was set aside, and nothing twice", async () => {
  const [one, two] = [file("one.csv", HEAD, GOOD), file("two.csv", HEAD, BAD)];
  const first = await ingest("sponsorship", "--file", one, two);
  expect(first.code).toBe(0);
  // The entry, and the sponsor that it is of.
  expect(first.stdout).toMatch(
    /^sponsorship: 2 payloads from 2 files; rows: sponsors 1, sponsorship_entries 1; set aside in dead_letter: 1 \(\w+ 1\)\n$/,
  );
  expect(first.stderr).toMatch(/^\[#*-*\] +\d+ % {2}sponsorship: \d+ records$/m);
  expect(first.stderr).not.toContain("\r");
  const again = await ingest("sponsorship", "--json", "--file", one, two);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ source: "sponsorship", files: 2, duplicates: 2, rows: {}, bad: 0 });
});

it.skipIf(!HAS_TERMINAL)("has a bar on a terminal", async () => {
  const parameters = ["ingest", "sponsorship", "--file", file("one.csv", HEAD, GOOD)];
  const { code, stdout } = await runCli([...parameters, "--data-dir", join(folder, "state")], { columns: 80 });
  expect(code).toBe(0);
  expect(stdout).toContain("\r[########################] 100 %  sponsorship: 1 records");
});

it.each([
  ["a file that isn't there", ["sponsorship", "--file", "/nowhere/at-all.csv"], "/nowhere/at-all.csv"],
  ["a mistyped source", ["sponsorhsip", "--file", "x.csv"], "Did you mean sponsorship?"],
  ["a mistyped command", ["statsu"], "Did you mean `northstar ingest status`?"],
  ["a source that is like none", ["salesforce", "--file", "x.csv"], "There are: ga4, hubspot"],
  ["no file", ["sponsorship"], "northstar ingest sponsorship --file <path…>"],
])("refuses %s in a sentence", async (_, parameters, why) => {
  const { code, stdout, stderr } = await ingest(...parameters);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(why);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  if (why.startsWith("/")) return;
  expect(readdirSync(folder)).toEqual([]);
});
