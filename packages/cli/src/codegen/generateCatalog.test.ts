import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateCatalog } from "./generateCatalog.ts";
import { ModelError } from "./ModelError.ts";
import { readModel } from "./readModel.ts";
import { type KpiYaml, writeSmallModel } from "./testing/smallModel.ts";

const CUBE = fileURLToPath(new URL("../../../../cube", import.meta.url));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-codegen-"));
});

afterEach(() => rm(folder, { recursive: true }));

const write = (kpi?: KpiYaml, view?: string) => writeSmallModel(folder, kpi, view);

async function problems(): Promise<string> {
  const error = await readModel(folder)
    .then(generateCatalog)
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${String(error)}`);
  return error.message;
}

describe("generateCatalog", () => {
  it("writes literal names under the view's alias and registers them", async () => {
    await write();
    const text = generateCatalog(await readModel(folder));
    expect(text).toContain(
      `    visits: {
      view: "traffic",
      measure: "traffic.visits",
      timeDimension: "traffic.date",
      unit: "count",
      grain: "day",
      version: 2,
      dimensions: ["traffic.country"],
      rowFilters: ["country"],
    },
`,
    );
    expect(text).toContain('timeDimensions: ["traffic.date"]');
    expect(text).toContain("interface Register {\n    catalog: typeof catalog;");
    expect(generateCatalog(await readModel(folder))).toBe(text);
  });

  it.each([
    [
      { sources: "[ga4, tiktok]" },
      /visits\.yml:10: visits\.total: meta\.kpi\.sources\.1 is not a source; choose from ga4, crm/,
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
    expect(await problems()).toMatch(/traffic\.yml:2: traffic: the funnel path names the measure buyers/);
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
      /meta\.funnels: path\.roles is \[marketing, director\], and access_policy lets in \[marketing\]/,
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
    expect(generateCatalog(await readModel(folder))).toContain('timeDimensions: ["traffic.date"]');
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
  expect(generateCatalog(await readModel(join(CUBE, "model")))).toBe(
    await readFile(join(CUBE, "catalog.gen.ts"), "utf8"),
  );
});
