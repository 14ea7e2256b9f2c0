import { randomUUID } from "node:crypto";
import type { Claims } from "@northstar/core";
import type { ChartBoardView, ChartSpec, SavedChartView } from "@northstar/core/own-charts";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stateCases } from "../alerts/store/testing/states.ts";
import { createNorthstar, type Northstar } from "../createNorthstar.ts";
import type { CubeMeta } from "../cube/types.ts";
import type { AppState } from "../state/AppState.ts";
import { audit } from "../state/tables.ts";
import { NOW, SECRET, WATERMARKS } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import { createRuntimeDouble, META } from "../testing/runtimeDouble.ts";
import type { TokenGrant } from "../token/signToken.ts";
import { createCharts } from "./createCharts.ts";
import { createChartStore } from "./store/createChartStore.ts";

const MARTA: Partial<TokenGrant> = { sub: "marta", roles: ["marketing"] };
const ALBA: Partial<TokenGrant> = { sub: "alba", roles: ["analyst"] };
const LUCIA: Partial<TokenGrant> = { sub: "lucia", roles: ["director"] };
const CLARA: Partial<TokenGrant> = { sub: "clara", roles: ["consultant"] };
const SPEC: ChartSpec = {
  title: "<b>Personas</b>",
  measures: ["people"],
  dimensions: ["country"],
  filters: { country: ["CO", "MX"] },
  period: { preset: "this_month" },
  comparison: "previous_period",
  grain: null,
  kind: null,
};

/** Consultants see no age and no revenue. */
function metaOf({ roles }: Claims): CubeMeta {
  if (!roles.includes("consultant")) return META;
  const hidden = ["executive.age", "executive.revenue"];
  const left = <T extends { name: string }>(list: readonly T[] = []) =>
    list.filter(({ name }) => !hidden.includes(name));
  return {
    cubes: META.cubes.map((cube) => ({ ...cube, measures: left(cube.measures), dimensions: left(cube.dimensions) })),
  };
}

describe.each(stateCases())("charts kept in $name", ({ start, stop, open, isShared }) => {
  let state: AppState;
  let tenant: string;
  let northstar: Northstar;
  let now: Date;
  beforeAll(async () => {
    await start();
    state = await open();
  });
  afterAll(async () => {
    if (isShared) await state.close();
    await stop();
  });
  beforeEach(async () => {
    // Of its own tenant, a test sees nothing of the others.
    tenant = randomUUID();
    now = NOW;
    northstar = await serve(tenant);
  });

  const serve = (own: string) =>
    createNorthstar({
      secret: SECRET,
      cube: { ...createRuntimeDouble(), meta: async (claims) => metaOf(claims) },
      watermarks: async () => WATERMARKS,
      now: () => NOW,
      charts: createCharts({ store: createChartStore(state, own), now: () => now }),
    });
  const get = async <T>(who: Partial<TokenGrant>, path: string) =>
    (await (await ask(northstar, { tenant, ...who }, `/northstar/v1/${path}`)).json()) as T;
  const post = (who: Partial<TokenGrant>, path: string, body: unknown) =>
    ask(northstar, { tenant, ...who }, `/northstar/v1/${path}`, { method: "POST", body: JSON.stringify(body) });
  const save = (who: Partial<TokenGrant>, own: Record<string, unknown> = {}) =>
    post(who, "charts", { id: null, chart: SPEC, sharedWith: [], basedOn: null, ...own });
  const saved = async (who: Partial<TokenGrant>, own: Record<string, unknown> = {}) => {
    const response = await save(who, own);
    expect(response.status).toBe(200);
    return (await response.json()) as SavedChartView;
  };
  const listed = async (who: Partial<TokenGrant>) =>
    (await get<{ charts: SavedChartView[] }>(who, "charts")).charts.map(({ id }) => id);

  it("keeps a chart for its owner, texts as they were written, and says that it can", async () => {
    const chart = await saved(MARTA);
    expect(chart).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      spec: SPEC,
      sharedWith: [],
      owner: "marta",
      isOwn: true,
      version: 1,
      updatedAt: NOW.toISOString(),
      problems: [],
    });
    expect(await get(MARTA, "charts")).toEqual({ charts: [chart], mayWrite: true });
    expect(await get(MARTA, `charts/${chart.id}`)).toEqual(chart);
    expect(await get(MARTA, "catalog")).toMatchObject({ charts: true });
    const response = await ask(northstar, { tenant, ...MARTA }, "/northstar/v1/charts");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("shows a chart to the roles that it is shared with, and to nobody else that there is one", async () => {
    const { id } = await saved(MARTA, { sharedWith: ["director", "director"] });
    const shown = await get<SavedChartView>(LUCIA, `charts/${id}`);
    expect(shown).toMatchObject({ isOwn: false, owner: "marta", sharedWith: [], spec: SPEC });
    expect(await get(LUCIA, "charts")).toMatchObject({ charts: [{ id }], mayWrite: false });
    expect([await listed(ALBA), await listed(CLARA)]).toEqual([[], []]);
    const nothing = await problemOf(await ask(northstar, { tenant, ...CLARA }, `/northstar/v1/charts/${randomUUID()}`));
    const hidden = await problemOf(await ask(northstar, { tenant, ...CLARA }, `/northstar/v1/charts/${id}`));
    expect(hidden).toEqual(nothing);
    expect(hidden.code).toBe("not_found");
    // Nor what it was before, which only its owner sees.
    const versions = await ask(northstar, { tenant, ...LUCIA }, `/northstar/v1/charts/${id}/versions`);
    expect((await problemOf(versions)).code).toBe("not_found");
  });

  it("is changed by its owner alone, whatever the role", async () => {
    const { id } = await saved(MARTA, { sharedWith: ["analyst", "marketing"] });
    for (const other of [ALBA, { sub: "mario", roles: ["marketing"] } as const]) {
      expect((await problemOf(await save(other, { id, basedOn: 1 }))).code).toBe("not_found");
      expect((await problemOf(await save(other, { id, basedOn: null }))).code).toBe("not_found");
      expect((await problemOf(await post(other, `charts/${id}/delete`, { basedOn: 1 }))).code).toBe("not_found");
    }
    for (const reader of [LUCIA, CLARA, { sub: "irene", roles: ["devops"] } as const]) {
      expect(await problemOf(await save(reader))).toMatchObject({ status: 403, code: "role_missing" });
    }
    expect((await get<SavedChartView>(MARTA, `charts/${id}`)).version).toBe(1);
  });

  it("tells the second of two who change it, and loses nothing", async () => {
    const { id } = await saved(MARTA);
    const change = (title: string, basedOn: number | null) => save(MARTA, { id, chart: { ...SPEC, title }, basedOn });
    const both = await Promise.all([change("one", 1), change("two", 1)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const refused = await problemOf(both.find(({ status }) => status === 409) as Response);
    expect(refused).toMatchObject({ code: "chart_changed", detail: expect.stringContaining("version 2 is in force") });
    expect((await change("three", 2)).status).toBe(200);
    const { versions } = await get<{ versions: SavedChartView[] }>(MARTA, `charts/${id}/versions`);
    expect(versions.map(({ version, spec }) => [version, spec.title]).slice(0, 1)).toEqual([[3, "three"]]);
    expect(versions).toHaveLength(3);
  });

  it("is deleted, is gone for all, and comes back by its owner", async () => {
    const { id } = await saved(MARTA, { sharedWith: ["director"] });
    expect((await problemOf(await post(MARTA, `charts/${id}/delete`, { basedOn: 9 }))).code).toBe("chart_changed");
    expect(await (await post(MARTA, `charts/${id}/delete`, { basedOn: 1 })).json()).toEqual({ deleted: true });
    expect([await listed(MARTA), await listed(LUCIA)]).toEqual([[], []]);
    expect(await problemOf(await post(MARTA, `charts/${id}/delete`, { basedOn: 1 }))).toMatchObject({ status: 409 });
    expect(await problemOf(await save(MARTA, { id, basedOn: 1 }))).toMatchObject({ code: "chart_changed" });
    expect(await saved(MARTA, { id, basedOn: null, sharedWith: ["director"] })).toMatchObject({ id, version: 3 });
    expect(await listed(LUCIA)).toEqual([id]);
    const rows = await state.db
      .select({ by: audit.by, action: audit.action, subject: audit.subject })
      .from(audit)
      .where(and(eq(audit.tenant, tenant)))
      .orderBy(asc(audit.subject));
    expect(rows).toEqual([
      { by: "marta", action: "chart.saved", subject: `${id} 1` },
      { by: "marta", action: "chart.deleted", subject: `${id} 2` },
      { by: "marta", action: "chart.saved", subject: `${id} 3` },
    ]);
  });

  it("is refused with what its writer doesn't see, and with what is no chart", async () => {
    const of = async (chart: unknown) => await problemOf(await save(ALBA, { chart }));
    expect(await of({ ...SPEC, measures: ["runs"] })).toMatchObject({
      status: 422,
      code: "chart_invalid",
      members: ["measures.0"],
      fields: [{ path: "measures.0", message: 'There is no "runs" for your roles.' }],
    });
    expect((await of({ ...SPEC, dimensions: ["email"] })).members).toEqual(["dimensions.0"]);
    expect((await of({ ...SPEC, kind: "line" })).members).toEqual(["kind"]);
    expect((await of({ ...SPEC, title: "x".repeat(121) })).members).toEqual(["title"]);
    expect((await of({ ...SPEC, data: [1, 2, 3] })).members).toEqual(["data"]);
    expect(await problemOf(await save(ALBA, { sharedWith: ["<script>"] }))).toMatchObject({ code: "request_invalid" });
    expect(await problemOf(await save(ALBA, { id: "mine" }))).toMatchObject({ code: "request_invalid" });
    const large = await save(ALBA, { chart: { ...SPEC, title: "x".repeat(1_100_000) } });
    expect(await problemOf(large)).toMatchObject({ status: 413, code: "body_too_large" });
    expect(await listed(ALBA)).toEqual([]);
  });

  it("tells a reader what their roles don't see of it, and hands over no value of it", async () => {
    const chart = { ...SPEC, measures: ["people", "revenue"], dimensions: [], filters: {} };
    const { id } = await saved(MARTA, { chart, sharedWith: ["consultant"] });
    expect((await get<SavedChartView>(CLARA, `charts/${id}`)).problems).toEqual([
      {
        kind: "forbidden",
        path: "measures.1",
        name: "revenue",
        title: { es: "revenue", en: "revenue" },
        owner: "growth",
        roles: ["director"],
      },
    ]);
    const aged = await saved(MARTA, {
      chart: { ...SPEC, filters: { age: ["4711"] } },
      sharedWith: ["consultant", "analyst"],
    });
    const text = JSON.stringify(await get(CLARA, `charts/${aged.id}`));
    expect(text).toContain('"kind":"unknown","path":"filters.age"');
    expect(text).not.toContain("4711");
    const cut = await get<SavedChartView>(
      { ...LUCIA, roles: ["analyst"], filters: { country: ["CO"] } },
      `charts/${aged.id}`,
    );
    expect(cut.spec.filters).toEqual({ age: ["4711"] });
    const own = await saved(MARTA, { sharedWith: ["analyst"] });
    const bounded = await get<SavedChartView>(
      { ...LUCIA, roles: ["analyst"], filters: { country: ["CO"] } },
      `charts/${own.id}`,
    );
    expect([bounded.spec.filters, bounded.problems]).toEqual([{ country: ["CO"] }, []]);
  });

  it("keeps boards for every role, each of its owner alone, packed and in one version", async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const items = [
      { chart: one, x: 0, y: 3, w: 6, h: 4 },
      { chart: two, x: 3, y: 3, w: 6, h: 4 },
    ];
    const board = (basedOn: number | null, own = {}) => ({ id: "main", title: "Comité", items, basedOn, ...own });
    const first = (await (await post(LUCIA, "boards", board(null))).json()) as ChartBoardView;
    expect(first.items.map(({ y }) => y)).toEqual([0, 4]);
    expect(await get(LUCIA, "boards")).toEqual({ boards: [first] });
    expect(await get({ ...LUCIA, sub: "luis" }, "boards")).toEqual({ boards: [] });
    const both = await Promise.all([post(LUCIA, "boards", board(1)), post(LUCIA, "boards", board(1))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await problemOf(await post(LUCIA, "boards", board(null)))).toMatchObject({ code: "board_changed" });
    for (const wrong of [
      { items: [...items, items[0]] },
      { id: "../x" },
      { title: "x".repeat(121) },
      { items: [{ ...items[0], x: 12 }] },
    ]) {
      expect(await problemOf(await post(LUCIA, "boards", board(2, wrong)))).toMatchObject({ code: "request_invalid" });
    }
    expect((await problemOf(await post(LUCIA, "boards/main/delete", { basedOn: 1 }))).code).toBe("board_changed");
    expect((await post(LUCIA, "boards/main/delete", { basedOn: 2 })).status).toBe(200);
    expect((await problemOf(await post(LUCIA, "boards/main/delete", { basedOn: 2 }))).code).toBe("not_found");
  });

  it("keeps organisations apart, and says when there is nothing for one", async () => {
    await saved(MARTA, { sharedWith: ["analyst"] });
    const theirs = await ask(northstar, { ...ALBA, tenant: "default" }, "/northstar/v1/charts");
    expect(await problemOf(theirs)).toMatchObject({ status: 503, code: "charts_unavailable" });
    const elsewhere = await serve("default");
    expect(await (await ask(elsewhere, { ...ALBA, tenant: "default" }, "/northstar/v1/charts")).json()).toEqual({
      charts: [],
      mayWrite: true,
    });
    const nobody = await northstar.fetch(new Request("http://northstar.test/northstar/v1/boards"));
    expect((await problemOf(nobody)).code).toBe("token_missing");
  });

  it("keeps no more charts of a person than it says", async () => {
    const store = createChartStore(state, tenant);
    const keep = (id: string) => store.save({ id, owner: "marta", spec: SPEC, sharedWith: [], at: 0 }, null, 2);
    await Promise.all([keep("a"), keep("b"), keep("c"), keep("d")]);
    expect(await store.list("marta", [])).toHaveLength(2);
    expect(await keep("e")).toBe("too_many");
  });
});
