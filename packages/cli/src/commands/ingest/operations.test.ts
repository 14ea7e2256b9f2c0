import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IntegrationList, IntegrationRun } from "@northstar/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HAS_TERMINAL, runCli } from "../../ingest/testing/cli.ts";
import { type Operated, openOperated, openSheet, SECRET, type Sheet } from "../../ingest/testing/operated.ts";

/* `northstar ingest status|run|backfill|replay` as processes, through a server that listens and in a process of their own. */

const HEAD = "external_id,sponsor,kind,period_start,period_end,amount,currency";
const row = (id: string, amount: string) => `${id},Acme,revenue,2026-01-01,2026-03-31,${amount},USD`;

let sheet: Sheet;
beforeAll(async () => {
  sheet = await openSheet();
});
afterAll(() => sheet.close());
beforeEach(() => {
  sheet.answer = { status: 200, text: [HEAD, row("a", "10"), row("b", "20")].join("\n") };
});

describe.each(["server", "process"] as const)("through the %s", (way) => {
  let operated: Operated;
  beforeAll(async () => {
    operated = await openOperated(way, { NORTHSTAR_SPONSORSHIP_SHEET: sheet.url });
  });
  afterAll(() => operated.close());
  beforeEach(() =>
    operated.inside(async (warehouse) => {
      for (const table of ["integration_runs", "connector_state", "dead_letter", "raw_inbox", "sponsorship_entries"])
        await warehouse.run(`DELETE FROM ${table}`);
    }),
  );

  const runs = () =>
    operated.inside((warehouse) =>
      warehouse.all("SELECT mode, status, rows_in::INT AS rows_in FROM integration_runs ORDER BY started_at"),
    );
  const amounts = () =>
    operated.inside(async (warehouse) =>
      (await warehouse.all("SELECT amount FROM sponsorship_entries WHERE NOT _deleted ORDER BY ALL")).map(
        ({ amount }) => amount,
      ),
    );

  it("a fresh installation is a line of what is set up and a line of what isn't", async () => {
    const { code, stdout, stderr } = await operated.cli(["ingest", "status"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^\d+ no data, \d+ not set up$/);
    expect(lines.at(-2)).toMatch(/^\d+ not set up: .*hubspot.*\.$/);
    expect(lines.at(-1)).toBe("`northstar ingest status --all` says what each lacks.");
    expect(stdout).not.toContain("NORTHSTAR_HUBSPOT_TOKEN");
    const all = await operated.cli(["ingest", "status", "--all"]);
    expect(all.stdout).toContain(
      "    Not set: NORTHSTAR_SENDGRID_PUBLIC_KEY. Set it in the environment or the secret file.",
    );
  });

  it("status --json is what the server's list is", async () => {
    const { code, stdout } = await operated.cli(["ingest", "status", "--json"]);
    expect(code).toBe(0);
    const { integrations } = JSON.parse(stdout) as IntegrationList;
    expect(integrations.find(({ name }) => name === "sponsorship")).toMatchObject({
      status: "waiting",
      ways: ["hook", "poll", "files"],
      lagSeconds: null,
      lastDay: { in: 0, upserted: 0, duplicate: 0, bad: 0 },
      secrets: [
        { name: "NORTHSTAR_HOOK_SECRET", isSet: false, accepted: 0, oldUntil: null },
        { name: "NORTHSTAR_SPONSORSHIP_SHEET", isSet: true, accepted: 1, oldUntil: null },
      ],
    });
    expect(stdout).not.toContain("hidden");
  });

  it("run asks a source, says what came, and does nothing twice", async () => {
    const first = await operated.cli(["ingest", "run", "sponsorship"]);
    // Two entries, and the sponsor that they are of.
    expect(first).toMatchObject({
      code: 0,
      stdout: "sponsorship sheet: success; 2 in, 3 upserted, 0 known already, 0 set aside\n",
    });
    expect(first.stderr).not.toContain("\r");
    expect(await amounts()).toEqual([10, 20]);
    const second = await operated.cli(["ingest", "run", "sponsorship", "--json"]);
    const { runs: again } = JSON.parse(second.stdout) as { runs: IntegrationRun[] };
    expect(again).toMatchObject([{ stream: "sheet", mode: "poll", status: "success", in: 0, bad: 0, error: null }]);
    expect(await runs()).toEqual([
      { mode: "poll", status: "success", rows_in: 2 },
      { mode: "poll", status: "success", rows_in: 0 },
    ]);
  });

  it("a run that fails ends with 1, in status too, and tells no secret", async () => {
    sheet.answer = { status: 404, text: "gone" };
    const failed = await operated.cli(["ingest", "run", "sponsorship"]);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/^sponsorship sheet: failed; 0 in, .*; The sponsorship sheet .*404/);
    const status = await operated.cli(["ingest", "status"]);
    expect(status.code).toBe(1);
    const lines = status.stdout.split("\n");
    expect(lines[0]).toMatch(/^1 failing, /);
    expect(lines[3]).toMatch(/^sponsorship +failing/);
    expect(lines[4]).toMatch(/^ {4}The last run failed: The sponsorship sheet /);
    expect(failed.stdout + failed.stderr + status.stdout).not.toMatch(/hidden|127\.0\.0\.1:\d+\/sheet/);
  });

  it("backfill loads days again, and what is there stays as it is", async () => {
    await operated.cli(["ingest", "run", "sponsorship"]);
    const { code, stdout } = await operated.cli([
      ..."ingest backfill sponsorship --from 2026-01-01 --to 2026-03-31 --json".split(" "),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ mode: "backfill", status: "success", in: 2 }] });
    expect(await amounts()).toEqual([10, 20]);
  });

  it("backfill of days that can't be is refused", async () => {
    const { code, stdout, stderr } = await operated.cli(
      "ingest backfill sponsorship --from 2026-03-02 --to 2026-03-01".split(" "),
    );
    expect([code, stdout, stderr]).toEqual([1, "", "The last day lies before the first.\n"]);
    expect(await runs()).toEqual([]);
  });

  it("replay tries again what was set aside, and ends with 1 while it isn't understood", async () => {
    expect(await operated.cli(["ingest", "replay", "sponsorship"])).toMatchObject({
      code: 0,
      stdout: "sponsorship: nothing is set aside\n",
    });
    sheet.answer.text = [HEAD, row("a", "10"), row("b", "a lot")].join("\n");
    expect((await operated.cli(["ingest", "run", "sponsorship"])).stdout).toContain("1 set aside");
    expect(await operated.cli(["ingest", "replay", "sponsorship"])).toMatchObject({
      code: 1,
      stdout: "sponsorship: 0 replayed, 1 set aside again\n",
    });
    const none = await operated.cli(["ingest", "replay", "sponsorship", "no-such-letter", "--json"]);
    expect(none.code).toBe(0);
    expect(JSON.parse(none.stdout)).toMatchObject({ done: 0, failed: 0, integration: { deadLetterCount: 1 } });
  });

  it.each(["run", "replay"])("%s of a mistyped name says which was meant", async (command) => {
    const { code, stdout, stderr } = await operated.cli(["ingest", command, "sponsorhsip"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe("There is no integration called sponsorhsip. Did you mean sponsorship?\n");
  });

  it("run of what only receives is refused", async () => {
    const { code, stderr } = await operated.cli(["ingest", "run", "segment"]);
    expect(code).toBe(1);
    expect(stderr).toBe("segment has no poller that can run now: it is paused, only receives, or lacks settings.\n");
  });

  it("Ctrl-C leaves a run that is written down, with nothing half", async () => {
    const letThrough = sheet.hold();
    const running = operated.start(["ingest", "run", "sponsorship"]);
    try {
      await running.says("sponsorship sheet: 0 rows in");
      running.child.kill("SIGINT");
      await running.says(way === "server" ? "goes on at the server" : "comes to the end of its page");
    } finally {
      letThrough();
    }
    expect((await running.ended).code).toBe(130);
    await expect.poll(runs, { timeout: 10_000 }).toHaveLength(1);
    const [only] = await runs();
    if (way === "server") expect([only?.status, await amounts()]).toEqual(["success", [10, 20]]);
    else expect(only?.status).toBe("success");
    const next = await operated.cli(["ingest", "run", "sponsorship"]);
    expect(next.code).toBe(0);
    expect(await amounts()).toEqual([10, 20]);
  });

  describe.skipIf(!HAS_TERMINAL)("on a terminal", () => {
    it("a run has a bar that is drawn over itself", async () => {
      const { code, stdout } = await operated.cli(["ingest", "run", "sponsorship"], { columns: 80 });
      expect(code).toBe(0);
      expect(stdout).toContain("\r[########################] 100 %  sponsorship sheet: 2 rows in");
    });

    it.each([80, 120])("status fits into %i columns", async (columns) => {
      sheet.answer = { status: 404, text: "gone" };
      await operated.cli(["ingest", "run", "sponsorship"]);
      const { stdout } = await operated.cli(["ingest", "status", "--all"], { columns });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
      const lines = stdout.replace(/\x1b\[\d+m/g, "").split("\r\n");
      expect(stdout).toContain("\x1b[31msponsorship");
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
      expect(lines[2]?.includes("unmapped")).toBe(columns === 120);
    });
  });
});

describe("says in one sentence", () => {
  const SETTINGS = { NORTHSTAR_SECRET: SECRET };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "northstar-nothing-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function sentence(parameters: readonly string[], environment: Record<string, string> = SETTINGS) {
    const { code, stdout, stderr } = await runCli(["ingest", ...parameters, "--data-dir", folder], { environment });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    return stderr;
  }

  it.each(["2026-02-30", "yesterday"])("that %s is no day", async (day) => {
    const parameters = ["ingest", "backfill", "ga4", "--from", day, "--to", "2026-03-01"];
    const { code, stderr } = await runCli(parameters, { environment: SETTINGS });
    expect(code).toBe(1);
    expect(stderr).toContain(`"${day}" is no day of the calendar. Write one such as 2026-11-22.`);
  });

  it("that there is no warehouse, and makes none", async () => {
    for (const command of [["status"], ["erase", "--crm-id", "501", "--yes"]])
      expect(await sentence([...command, "--in-process"])).toContain("There is no warehouse in");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that the server that was named doesn't answer, and doesn't take the warehouse instead", async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
      });
    });
    const url = `http://127.0.0.1:${port}`;
    expect(await sentence(["status", "--url", url])).toContain(`No Northstar server answers at ${url}.`);
    expect(await sentence(["status"], { ...SETTINGS, NORTHSTAR_URL: url })).toContain("No Northstar server answers");
    expect(await sentence(["status", "--url", "nowhere"])).toContain('"nowhere" is no address');
  });

  it("that the server is another installation's, or another tenant's", async () => {
    const other = await openOperated("server", {}, "acme");
    try {
      const tenant = await other.cli(["ingest", "status"]);
      expect([tenant.code, tenant.stderr]).toEqual([
        1,
        "This server runs no ingestion for your organisation, so there are no integrations to administer here.\n",
      ]);
      const secret = await other.cli(["ingest", "status"], { environment: { NORTHSTAR_SECRET: `${SECRET} changed` } });
      expect(secret.code).toBe(1);
      expect(secret.stderr).toContain("doesn't know this installation's secret (token_signature).");
      const locked = await runCli(["ingest", "status", "--in-process", "--data-dir", other.folder], {
        environment: SETTINGS,
      });
      expect([locked.code, locked.stdout]).toEqual([1, ""]);
      expect(locked.stderr).toContain("is open in another process");
    } finally {
      await other.close();
    }
  });
});
