import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateCatalog } from "./generateCatalog.ts";
import { readModel } from "./readModel.ts";
import { funnelYaml, type KpiYaml, writeSmallModel } from "./testing/smallModel.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-names-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function generate(kpi: KpiYaml, view?: string): Promise<string> {
  await writeSmallModel(folder, kpi, view);
  return generateCatalog(await readModel(folder));
}

describe("a model's vocabulary", () => {
  const OWN = "    meta: { vocabulary: { sources: [billing], row_filters: [country, plan] } }\n";

  it("takes the place of Northstar's own names, list by list", async () => {
    const text = await generate({ sources: "[billing]" }, OWN);
    expect(text).toContain('\n  sources: ["billing"],\n');
    expect(text).toContain('\n  rowFilters: ["country", "plan"],\n');
    expect(text).toContain('\n  roles: ["director", "marketing", "devops", "analyst", "consultant"],\n');
  });

  it("is closed: what a model doesn't declare it can't name, and it is told how to", async () => {
    await expect(generate({ sources: "[ga4]" }, OWN)).rejects.toThrow(
      /visits\.total: meta\.kpi\.sources\.0 is not a source; choose from billing\. Or declare ga4 in the meta\.vocabulary of a view\./,
    );
  });

  it("names what can't be read in a declaration", async () => {
    const misspelt = "    meta: { vocabulary: { source: [billing] } }\n";
    await expect(generate({}, misspelt)).rejects.toThrow(
      /traffic\.yml: traffic: meta\.vocabulary .*"source".*sources, roles, row_filters/,
    );
  });
});

describe("what a KPI may be broken down by", () => {
  it("is what it says itself", async () => {
    expect(await generate({ breakdowns: "[]" })).toContain("dimensions: [],\n      rowFilters");
    expect(await generate({ breakdowns: "[country]" })).toContain('dimensions: ["traffic.country"],\n      rowFilters');
  });

  it.each(["city", "date"])("is in the view, and no time dimension: %s", async (name) => {
    await expect(generate({ breakdowns: `[${name}]` })).rejects.toThrow(
      `meta.kpi.breakdowns.0 is not a dimension of the view traffic; choose from tenant, country. Or include ${name} in the view.`,
    );
  });
});

describe("names of KPIs and funnels", () => {
  it("keeps a name that a KPI had, quoted where it is no identifier, and marks it as deprecated", async () => {
    const aliases = '[{ id: page-views, since: "2026-02-01" }]';
    const text = await generate({ aliases });
    expect(text).toContain(
      '    /** @deprecated Renamed on 2026-02-01: use `visits`. */\n    "page-views": {\n      renamedTo: "visits",\n      view: "traffic",\n',
    );
  });

  it.each([
    ["visits", "visits.total"],
    ["path", "traffic"],
  ])("refuses the alias %s, which is a name already", async (id, holder) => {
    const aliases = `[{ id: ${id}, since: "2026-02-01" }]`;
    await expect(generate({ aliases }, funnelYaml("path"))).rejects.toThrow(
      `visits.total: meta.kpi.aliases.0 is ${id}, which is a name of ${holder}.`,
    );
  });

  it("refuses a funnel with a KPI's name: either would do for the other", async () => {
    await expect(generate({}, funnelYaml("visits"))).rejects.toThrow(
      "traffic: the funnel visits has the id of visits.total.",
    );
  });

  it("refuses a name that every object has", async () => {
    await expect(generate({ id: "constructor" })).rejects.toThrow(
      /meta\.kpi\.id is a name that every object of JavaScript has/,
    );
  });

  it("lets a reserved word be a name", async () => {
    expect(await generate({ id: "class" })).toContain("\n    class: {\n");
  });

  it("keeps a definition from ending its comment", async () => {
    const definition = '{ es: "Todo */ {} //", en: All }';
    expect(await generate({ definition })).toContain("/** Visitas. Todo *\\/ {} // */");
  });
});

it("says so when a model has no KPI", async () => {
  await writeSmallModel(folder);
  const model = await readModel(folder);
  const views = model.views.map((view) => ({
    ...view,
    members: view.members.filter(({ kind }) => kind !== "measure"),
  }));
  expect(() => generateCatalog({ ...model, cubes: [], views })).toThrow(/The model has no KPI/);
});

it("says so when there is no model", async () => {
  await expect(readModel(folder)).rejects.toMatchObject({
    code: "model_missing",
    message: expect.stringContaining(folder),
  });
  await expect(readModel(join(folder, "no"))).rejects.toMatchObject({ code: "model_missing" });
});
