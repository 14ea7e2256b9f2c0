import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateCatalog } from "./generateCatalog.ts";
import { ModelError } from "./ModelError.ts";

const CUBE = fileURLToPath(new URL("../../../../cube", import.meta.url));

const KPI = {
  id: "visits",
  version: 2,
  title: "{ es: Visitas, en: Visits }",
  definition: "{ es: Visitas del día., en: Visits of the day. }",
  unit: "count",
  polarity: "up",
  grain: "day",
  owner: "Marketing",
  sloSeconds: "300",
  sources: "[ga4]",
  roles: "[marketing]",
  timeDimension: "date",
  changelog: '[{ version: 2, since: "2026-01-01", note: { es: Nada, en: Nothing } }]',
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-codegen-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function write(
  kpi: Partial<Record<keyof typeof KPI | "target" | "thresholds", string | number | undefined>> = {},
  view = "",
): Promise<void> {
  const lines = Object.entries({ ...KPI, ...kpi }).flatMap(([key, value]) =>
    value === undefined ? [] : [`            ${key}: ${value}`],
  );
  await writeFile(
    join(folder, "visits.yml"),
    `cubes:
  - name: visits
    sql_table: visits
    dimensions:
      - { name: tenant, sql: tenant_id, type: string }
      - { name: country, sql: country, type: string }
      - { name: date, sql: at, type: time }
    measures:
      - name: total
        type: count
        meta:
          row_filters: [country]
          kpi:
${lines.join("\n")}
`,
  );
  await writeFile(
    join(folder, "traffic.yml"),
    `views:
  - name: traffic
    cubes:
      - join_path: visits
        includes: [tenant, country, date, { name: total, alias: visits }]
    access_policy:
      - group: marketing
        member_level: { includes: "*" }
${view}`,
  );
}

async function problems(): Promise<string> {
  const error = await generateCatalog(folder).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${String(error)}`);
  return error.message;
}

describe("generateCatalog", () => {
  it("writes literal names under the view's alias and registers them", async () => {
    await write();
    const text = await generateCatalog(folder);
    expect(text).toContain(
      '    visits: { measure: "traffic.visits", timeDimension: "traffic.date", unit: "count", grain: "day", version: 2 },',
    );
    expect(text).toContain('timeDimensions: ["traffic.date"]');
    expect(text).toContain("interface Register {\n    catalog: typeof catalog;");
    expect(await generateCatalog(folder)).toBe(text);
  });

  it.each([
    [
      { sources: "[ga4, tiktok]" },
      /visits\.yml: visits\.total: meta\.kpi\.sources\.1 is not a source; choose from ga4, crm/,
    ],
    [{ roles: "[boss]" }, /meta\.kpi\.roles\.0 is not a role; choose from director/],
    [{ unit: "furlongs" }, /meta\.kpi\.unit is one of people, count/],
    [{ sloSeconds: undefined }, /meta\.kpi\.sloSeconds needs a service level/],
    [{ owner: undefined }, /meta\.kpi\.owner needs an owner/],
    [{ title: "{ es: Visitas }" }, /meta\.kpi\.title\.en needs its English text/],
    [
      { timeDimension: "day" },
      /timeDimension day is no time dimension of the view traffic\. Include it in the view or name one of date/,
    ],
    [{ version: 3 }, /version 3 has no line in meta\.kpi\.changelog/],
    [{ thresholds: "{ amber: 1, red: 2, on: complete }" }, /red comes before amber/],
    [{ roles: "[marketing, director]" }, /roles is \[marketing, director\], and access_policy lets in \[marketing\]/],
  ])("refuses %j and says where and why", async (kpi, message) => {
    await write(kpi);
    expect(await problems()).toMatch(message);
  });

  it("lists every problem at once", async () => {
    await write({ unit: "furlongs", owner: undefined });
    expect(await problems()).toMatch(/^The model has 2 problems:/);
  });

  it("refuses a funnel whose step isn't in the view", async () => {
    await write(
      {},
      `    meta:
      funnels:
        - id: path
          version: 1
          changelog: [{ version: 1, since: "2026-01-01", note: { es: Nada, en: Nothing } }]
          title: { es: Camino, en: Path }
          definition: { es: Camino, en: Path }
          timeDimension: date
          breakdowns: []
          sources: [ga4]
          sloSeconds: 300
          steps:
            - { id: a, title: { es: A, en: A }, measure: visits }
            - { id: b, title: { es: B, en: B }, measure: buyers }
`,
    );
    expect(await problems()).toMatch(/traffic\.yml: traffic: the funnel path names the measure buyers/);
  });

  it("refuses a funnel whose roles aren't those that the view lets in", async () => {
    await write(
      {},
      `    meta:
      funnels:
        - id: path
          version: 1
          changelog: [{ version: 1, since: "2026-01-01", note: { es: Nada, en: Nothing } }]
          title: { es: Camino, en: Path }
          definition: { es: Camino, en: Path }
          timeDimension: date
          breakdowns: []
          sources: [ga4]
          sloSeconds: 300
          owner: Marketing
          roles: [marketing, director]
          steps:
            - { id: a, title: { es: A, en: A }, measure: total }
            - { id: b, title: { es: B, en: B }, measure: total }
`,
    );
    expect(await problems()).toMatch(
      /meta\.funnels\.0\.roles is \[marketing, director\], and access_policy lets in \[marketing\]/,
    );
  });

  it("names the line of a file that isn't YAML", async () => {
    await writeFile(join(folder, "broken.yml"), "cubes:\n  - name: [\n");
    expect(await problems()).toMatch(/broken\.yml:3: isn't YAML/);
  });

  it("takes the levels of a hierarchy that a view includes for members of the view", async () => {
    await write();
    const levels = "    hierarchies:\n      - { name: by_place, levels: [country, date] }\n";
    const visits = await readFile(join(folder, "visits.yml"), "utf8");
    await writeFile(join(folder, "visits.yml"), visits + levels);
    const traffic = await readFile(join(folder, "traffic.yml"), "utf8");
    await writeFile(join(folder, "traffic.yml"), traffic.replace("country, date,", "by_place,"));
    expect(await generateCatalog(folder)).toContain('timeDimensions: ["traffic.date"]');
  });

  it("names a member that a view includes and nobody defines", async () => {
    await writeFile(
      join(folder, "traffic.yml"),
      "views:\n  - name: traffic\n    cubes:\n      - { join_path: visitz, includes: [total] }\n    access_policy: [{ group: marketing }]\n",
    );
    expect(await problems()).toMatch(/traffic\.yml: traffic: includes visitz, which no file of the model defines/);
  });
});

it("finds the project's own catalogue as committed", async () => {
  expect(await generateCatalog(join(CUBE, "model"))).toBe(await readFile(join(CUBE, "catalog.gen.ts"), "utf8"));
});
