import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Catalog, type FunnelId, type KpiDimension, type KpiId, qualify, type Role } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { generateCatalog } from "../packages/cli/src/codegen/generateCatalog.ts";
import { readMeta } from "../packages/cli/src/codegen/readMeta.ts";
import { readModel } from "../packages/cli/src/codegen/readModel.ts";
import { buildCatalog, readKpis } from "../packages/server/src/model/buildCatalog.ts";
import { indexViews } from "../packages/server/src/model/viewIndex.ts";
import { catalog } from "./catalog.gen.ts";
import { claims, createModelRuntime, MODEL_PATH, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

it("makes KPI and funnel names literal types", () => {
  expectTypeOf<"k_factor">().toExtend<KpiId>();
  expectTypeOf<"k_faktor">().not.toExtend<KpiId>();
  expectTypeOf<FunnelId>().toEqualTypeOf<"acquisition">();
  expectTypeOf<"sponsor_tier">().toExtend<KpiDimension<"sponsorship_revenue">>();
  expectTypeOf<"sponsor_tier">().not.toExtend<KpiDimension<"new_registrations">>();
  expect(catalog.kpis.k_factor.measure).toBe("executive.k_factor");
});

describe("a catalogue from a running server", () => {
  let warehouse: ModelWarehouse;
  let model: ModelRuntime;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    warehouse = await createModelWarehouse();
    model = await createModelRuntime(warehouse, {
      verifyToken: async (token) => claims("default", token === "director" ? ["director"] : ["analyst"]),
    });
    server = createServer((request, response) => model.runtime.handle(request, response));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    await model.close();
    await warehouse.close();
  });

  it("is the one that the files give, to the letter", async () => {
    const fromServer = generateCatalog(await readMeta(url, { token: "analyst" }));
    expect(fromServer).toBe(generateCatalog(await readModel(MODEL_PATH)));
  });

  it("holds what the token's role may see", async () => {
    const { views } = await readMeta(url, { token: "director" });
    expect(views.map(({ name }) => name)).toEqual(["executive"]);
  });

  it("says the same dimensions of a KPI at run time, but for those that a role may not choose by", async () => {
    const dimensionsOf = async (role: Role) => {
      const index = indexViews(await model.runtime.meta(claims("default", [role])));
      return new Map(
        [...readKpis(index, fail).values()].map(({ id, measure, dimensions = [] }) => [
          id,
          dimensions.map((name) => qualify(name, measure)).sort(),
        ]),
      );
    };
    const generated = Object.entries(catalog.kpis).map(([id, kpi]) => [id, [...kpi.dimensions].sort()] as const);
    expect(await dimensionsOf("analyst")).toEqual(new Map(generated));
    // A consultant sees referrers as a mask; a director doesn't see them at all.
    expect((await dimensionsOf("analyst")).get("invitations")).toContain("executive.referrer");
    for (const role of ["consultant", "director"] as const) {
      expect((await dimensionsOf(role)).get("invitations")).toEqual(["executive.country", "executive.source"]);
    }
  });

  it("leads from a number to its rows, and names dimensions, as far as a role sees them", async () => {
    const ofRole = async (role: Role) =>
      buildCatalog(
        indexViews(await model.runtime.meta(claims("default", [role]))),
        indexViews(await model.runtime.metaAll()),
        { modelVersion: "1", timeZone: "America/Bogota", currency: "USD", sample: false },
        fail,
      );
    const drillOf = ({ kpis }: Catalog, id: string) => kpis.find((kpi) => kpi.id === id)?.drill;
    const [analyst, director, consultant] = [
      await ofRole("analyst"),
      await ofRole("director"),
      await ofRole("consultant"),
    ];
    expect(drillOf(analyst, "retention_30")).toEqual(expect.arrayContaining(["executive.person", "executive.country"]));
    expect(drillOf(director, "retention_30")).toContain("executive.country");
    expect(drillOf(director, "retention_30")).not.toContain("executive.person");
    // A consultant gets rows of masks.
    expect(drillOf(consultant, "retention_30")).toContain("executive.person");
    expect(consultant.masked).toContain("executive.person");
    expect(director.dimensionTitles).toMatchObject({ country: { es: "País", en: "Country" } });
    expect(director.dimensionTitles).not.toHaveProperty("person");
    expect(director.dimensionTitles).not.toHaveProperty("channel");
    expect(analyst.dimensionTitles).toMatchObject({ channel: { es: "Canal", en: "Channel" } });
  });

  it("names the parts of a share to each role that sees it, so that an experiment can compare it", async () => {
    for (const role of ["marketing", "analyst", "consultant"] as const) {
      const kpis = readKpis(indexViews(await model.runtime.meta(claims("default", [role]))), fail);
      const parts = [...kpis.values()].flatMap(({ id, ratioOf }) => (ratioOf ? [[id, ratioOf]] : []));
      expect(Object.fromEntries(parts)).toEqual({
        delivery_rate: { numerator: "messages_delivered", denominator: "messages_sent" },
        open_rate: { numerator: "campaign_openers", denominator: "messages_delivered" },
        click_rate: { numerator: "campaign_clickers", denominator: "messages_delivered" },
        campaign_conversion_rate: { numerator: "campaign_conversions", denominator: "messages_delivered" },
        completion_rate: { numerator: "completions", denominator: "plays" },
      });
    }
  });

  it("isn't given without a token", async () => {
    await expect(readMeta(url)).rejects.toMatchObject({ code: "server_refused" });
  });
});

function fail(where: string, error: Error): never {
  throw new Error(`${where}: ${error.message}`);
}
