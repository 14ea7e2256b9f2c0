import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Catalog, LoadLine, Query } from "@northstar/core";
import { type Northstar, signToken } from "@northstar/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateCatalog } from "../../../packages/cli/src/codegen/generateCatalog.ts";
import { readModel } from "../../../packages/cli/src/codegen/readModel.ts";
import { catalog } from "../catalog.gen.ts";
import { openSupport, tokenSettings } from "./openSupport.ts";

const SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";
const NOVEMBER = { dateRange: ["2026-11-01", "2026-11-30"] } as const;

it("has the catalogue that its model gives", async () => {
  const model = await readModel(fileURLToPath(new URL("../model", import.meta.url)));
  const path = fileURLToPath(new URL("../catalog.gen.ts", import.meta.url));
  expect(generateCatalog(model)).toBe(await readFile(path, "utf8"));
});

describe("a server over a host's own model", () => {
  let northstar: Northstar;

  beforeAll(async () => {
    northstar = await openSupport(SECRET);
  });

  afterAll(() => northstar.close());

  async function ask(token: string, path: string, body?: object): Promise<Response> {
    return northstar.fetch(
      new Request(`http://northstar.test/northstar/v1/${path}`, {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  }

  async function load(token: string, query: Query): Promise<LoadLine> {
    const response = await ask(token, "load", { queries: [{ id: "q", query }] });
    return JSON.parse((await response.text()).trim().split("\n")[0] ?? "");
  }

  const count: Query = {
    measures: [catalog.kpis.tickets_opened.measure, catalog.kpis.answered_in_time.measure],
    timeDimensions: [{ dimension: catalog.kpis.tickets_opened.timeDimension, ...NOVEMBER }],
  };

  it("counts: 4 tickets of acme in November, 2 of them (1 and 3) answered within an hour", async () => {
    const token = await signToken({ sub: "ana", roles: ["agent"] }, tokenSettings(SECRET));
    expect(await load(token, count)).toMatchObject({
      data: [{ "support.tickets_opened": "4", "support.answered_in_time": "0.5" }],
      freshness: { sources: ["helpdesk"], watermark: "2026-11-10T08:00:00Z" },
    });
  });

  it("cuts by the model's own row filter: of plan basic tickets 3 and 4, and 3 was answered in time", async () => {
    const token = await signToken({ sub: "ana", roles: ["lead"], filters: { plan: ["basic"] } }, tokenSettings(SECRET));
    const funnel = { ...count, measures: [...(count.measures ?? []), "support.tickets_closed"] };
    expect(await load(token, funnel)).toMatchObject({
      data: [{ "support.tickets_opened": "2", "support.answered_in_time": "0.5", "support.tickets_closed": "1" }],
    });
  });

  it("lists its KPIs, with the name that one had, its funnel and the freshness of its own source", async () => {
    const token = await signToken({ sub: "ana", roles: ["agent"] }, tokenSettings(SECRET));
    const shown = (await (await ask(token, "catalog")).json()) as Catalog;
    expect(shown.kpis.map(({ id, aliases = [] }) => [id, ...aliases.map((alias) => alias.id)])).toEqual([
      ["tickets_opened", "new_tickets"],
      ["answered_in_time"],
    ]);
    expect(shown.funnels.map(({ id }) => id)).toEqual(["resolution"]);
    expect(await (await ask(token, "freshness")).json()).toMatchObject({
      sources: [{ source: "helpdesk", sloSeconds: 3600, status: "fresh" }],
    });
  });

  it("refuses roles and row filters of another model, by name", async () => {
    const grant = { sub: "ana", roles: ["director"], filters: { country: ["CO"] } };
    await expect(signToken(grant as never, tokenSettings(SECRET))).rejects.toMatchObject({
      code: "grant_invalid",
      message: expect.stringMatching(/roles\[0\].*"agent"\|"lead".*filters.*"country"/),
    });
  });
});
