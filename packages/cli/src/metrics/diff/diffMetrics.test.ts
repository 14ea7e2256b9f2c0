import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openWarehouse } from "@northstar/ingest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CliError } from "../../errors.ts";
import { describeDiff } from "./describeDiff.ts";
import { type DiffOptions, diffMetrics, type MetricsDiff } from "./diffMetrics.ts";

const MODEL = fileURLToPath(new URL("../../../../../cube/model", import.meta.url));

let folder: string;
let warehousePath: string;

const git = (repository: string, ...gitArguments: string[]) =>
  execFileSync("git", ["-C", repository, "-c", "user.name=a", "-c", "user.email=a@example.com", ...gitArguments], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    stdio: "pipe",
  });

async function createRepository(name: string): Promise<{ repository: string; modelPath: string }> {
  const repository = join(folder, name);
  const modelPath = join(repository, "cube", "model");
  await mkdir(modelPath, { recursive: true });
  git(repository, "init", "-q");
  return { repository, modelPath };
}

function commit(repository: string, tag: string): void {
  git(repository, "add", "-A");
  git(repository, "commit", "-q", "-m", tag);
  git(repository, "tag", tag);
}

async function replaceIn(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(file, "utf8");
  expect(text).toContain(before);
  await writeFile(file, text.replaceAll(before, after));
}

const diff = (options: Pick<DiffOptions, "ref" | "modelPath"> & Partial<DiffOptions>): Promise<MetricsDiff> =>
  diffMetrics({
    warehousePath,
    tenant: "default",
    timeZone: "America/Bogota",
    period: { from: "2026-09-01", to: "2026-10-31" },
    ids: [],
    all: false,
    today: "2026-11-22",
    ...options,
  });

/*
 * Plays, in seconds:         old: 30 s or more is activity    new: 60 s or more
 *   September  ana 30, bea 60     ana, bea                         bea
 *   October    ana 45, bea 90, caro 59     ana, bea, caro          bea
 *   both months                   3 people (CO: ana, caro; MX: bea)     1 (CO: none; MX: bea)
 */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-diff-test-"));
  warehousePath = join(folder, "warehouse.duckdb");
  const warehouse = await openWarehouse({ path: warehousePath });
  await warehouse.run(
    `INSERT INTO users (tenant_id, _loaded_at, user_id, country, registered_at) VALUES
       ('default', now(), 'ana', 'CO', '2026-01-10 12:00'), ('default', now(), 'bea', 'MX', '2026-01-10 12:00'),
       ('default', now(), 'caro', 'CO', '2026-01-10 12:00'), ('other', now(), 'zoe', 'CO', '2026-01-10 12:00')`,
  );
  await warehouse.run(
    `INSERT INTO content_consumption (tenant_id, _loaded_at, id, user_id, content_id, started_at, seconds_played) VALUES
       ('default', now(), '1', 'ana', 'c', '2026-09-10 12:00', 30), ('default', now(), '2', 'bea', 'c', '2026-09-11 12:00', 60),
       ('default', now(), '3', 'ana', 'c', '2026-10-10 12:00', 45), ('default', now(), '4', 'bea', 'c', '2026-10-11 12:00', 90),
       ('default', now(), '5', 'caro', 'c', '2026-10-12 12:00', 59), ('other', now(), '6', 'zoe', 'c', '2026-10-12 12:00', 900)`,
  );
  await warehouse.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the project's own model", { timeout: 300_000 }, () => {
  let modelPath: string;
  let repository: string;

  beforeAll(async () => {
    ({ repository, modelPath } = await createRepository("own"));
    await cp(MODEL, modelPath, { recursive: true });
    commit(repository, "before");
    await replaceIn(join(modelPath, "cubes", "activity.yml"), "seconds_played >= 30", "seconds_played >= 60");
  });

  it("shows what a stricter activity does to active professionals, by month and country", {
    timeout: 300_000,
  }, async () => {
    const found = await diff({ ref: "before", modelPath, ids: ["active_professionals"], by: "country" });
    expect(found.metrics).toMatchObject([
      { id: "active_professionals", state: "changed", oldVersion: 1, newVersion: 1, changed: ["cube activity"] },
    ]);
    expect(found.metrics[0]?.numbers[0]?.values).toEqual({
      total: { old: 3, new: 1, difference: -2, relative: -2 / 3 },
      byMonth: [
        { key: "2026-09", old: 2, new: 1, difference: -1, relative: -0.5 },
        { key: "2026-10", old: 3, new: 1, difference: -2, relative: -2 / 3 },
      ],
      byDimension: [
        { key: "CO", old: 2, new: 0, difference: -2, relative: -1 },
        { key: "MX", old: 1, new: 1, difference: 0, relative: 0 },
      ],
    });
    expect(describeDiff(found).split("\n").slice(1)).toEqual([
      "2026-09-01 to 2026-10-31 (America/Bogota), tenant default.",
      "",
      "kpi active_professionals: version 1, changed without a new version",
      "  changed: cube activity",
      "                old  new  difference    percent",
      "  2026-09         2    1          -1   -50.00 %",
      "  2026-10         3    1          -2   -66.67 %",
      "  whole period    3    1          -2   -66.67 %",
      "  by country",
      "  CO              2    0          -2  -100.00 %",
      "  MX              1    1           0     0.00 %",
    ]);
  });

  it("leaves the work tree as it is", () => {
    expect(String(git(repository, "status", "--porcelain")).trim()).toBe("M cube/model/cubes/activity.yml");
  });
});

const SMALL = `cubes:
  - name: listening
    public: false
    sql: SELECT tenant_id, id, started_at, seconds_played, content_id FROM content_consumption
    dimensions:
      - { name: id, sql: id, type: string, primary_key: true }
      - { name: tenant, sql: tenant_id, type: string }
      - { name: content, sql: content_id, type: string }
      - { name: date, sql: started_at, type: time }
    measures:
      - name: minutes
        type: sum
        sql: "{CUBE}.seconds_played / 60.0"
        meta: { kpi: { id: minutes, version: 1, unit: minutes, timeDimension: date } }
      - name: plays
        type: count
        meta: { kpi: { id: plays, version: 1, unit: count, timeDimension: date } }
views:
  - name: small
    meta:
      funnels:
        - { id: path, timeDimension: date, steps: [{ id: first, measure: plays }, { id: second, measure: minutes }] }
    cubes: [{ join_path: listening, includes: [tenant, content, date, minutes, plays] }]
    access_policy: [{ group: analyst, member_level: { includes: "*" }, row_level: { allow_all: true } }]
`;

describe("a model with other names", { timeout: 300_000 }, () => {
  let modelPath: string;
  let repository: string;
  let file: string;

  beforeAll(async () => {
    ({ repository, modelPath } = await createRepository("small"));
    file = join(modelPath, "small.yml");
    await writeFile(file, SMALL);
    commit(repository, "small");
  });

  it("follows an alias, and says what is new and what was removed", async () => {
    await writeFile(
      file,
      SMALL.replace("id: minutes, version: 1", "id: hours, version: 2, aliases: [{ id: minutes }]")
        .replace("/ 60.0", "/ 3600.0")
        .replace("id: plays", "id: starts"),
    );
    const { metrics } = await diff({ ref: "small", modelPath });
    const said = metrics.map(({ id, state, renamedFrom }) => [id, state, renamedFrom]);
    expect(said).toEqual([
      ["hours", "changed", "minutes"],
      ["starts", "new", null],
      ["path", "changed", null],
      ["plays", "removed", null],
    ]);
    // 30 + 60 + 45 + 90 + 59 = 284 s.
    const total = (id: string) => metrics.find((metric) => metric.id === id)?.numbers[0]?.values.total;
    expect(total("hours")).toMatchObject({ old: expect.closeTo(284 / 60, 9), new: expect.closeTo(284 / 3600, 9) });
    expect(total("starts")).toMatchObject({ old: null, new: 5, difference: null });
    expect(total("plays")).toMatchObject({ old: 5, new: null });
  });

  it("says which table an old definition lacks and still gives the new number", async () => {
    await writeFile(file, SMALL.replace("FROM content_consumption", "FROM listening_events"));
    commit(repository, "other-table");
    await writeFile(file, SMALL);
    const found = await diff({ ref: "other-table", modelPath, ids: ["plays"] });
    const [number] = found.metrics[0]?.numbers ?? [];
    expect(number?.oldError).toMatch(/listening_events does not exist.* compare with a later ref/);
    expect(number?.values.total).toMatchObject({ old: null, new: 5 });
    expect(describeDiff(found)).toMatch(/no old number: .*listening_events/);
  });

  it("says that a period holds nothing, and that nothing changed", async () => {
    await writeFile(file, SMALL.replace("/ 60.0", "/ 61.0"));
    const period = { from: "2020-01-01", to: "2020-12-31" };
    expect(describeDiff(await diff({ ref: "small", modelPath, period, ids: ["minutes"] }))).toMatch(
      /no data in the period, under either definition/,
    );
    await writeFile(file, SMALL);
    expect(describeDiff(await diff({ ref: "small", modelPath }))).toMatch(/No definition changed\.$/);
    expect((await diff({ ref: "small", modelPath, all: true })).metrics).toHaveLength(3);
  });

  const refusal = (options: Parameters<typeof diff>[0]) =>
    diff(options).then(
      () => "nothing",
      (error: unknown) => (error instanceof CliError ? `${error.code}: ${error.message}` : String(error)),
    );

  it("refuses what it can't compare, and says what to do", async () => {
    await writeFile(file, SMALL.replace("/ 60.0", "/ 61.0"));
    expect(await refusal({ ref: "nowhere", modelPath })).toMatch(/^git_failed: "nowhere" names no commit/);
    expect(await refusal({ ref: "--output=x", modelPath })).toMatch(/^git_failed: "--output=x" names no commit/);
    expect(await refusal({ ref: "small", modelPath, ids: ["visits"] })).toMatch(
      /^bad_argument: No KPI or funnel is called visits/,
    );
    expect(await refusal({ ref: "small", modelPath, warehousePath: join(folder, "none.duckdb") })).toMatch(
      /^not_installed: There is no warehouse at .* Name one with --warehouse/,
    );
    const free = await holdInAnotherProcess(warehousePath);
    expect(await refusal({ ref: "small", modelPath })).toMatch(
      /^data_dir_unusable: .* is held by another process, most likely a running `northstar start`/,
    );
    await free();
    const loose = join(folder, "loose");
    await mkdir(loose);
    expect(await refusal({ ref: "HEAD", modelPath: loose })).toMatch(/^git_failed: .* is in no git repository/);
  });
});

/** As a running server does. @returns what ends it */
async function holdInAnotherProcess(path: string): Promise<() => Promise<void>> {
  const ingest = fileURLToPath(new URL("../../../../ingest/src/index.ts", import.meta.url));
  const script = `
    import { openWarehouse } from ${JSON.stringify(ingest)};
    await openWarehouse({ path: ${JSON.stringify(path)} });
    console.log("open");
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  return async () => {
    child.kill();
    await ended;
  };
}
