import type { Pack, PackSummary, Problem } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import type { AuditEntry } from "../state/createAudit.ts";
import { openAppState } from "../state/openAppState.ts";
import { NOW, openCommunity } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";
import { createReports } from "./createReports.ts";
import { createReportStore } from "./store/createReportStore.ts";

/* Real Cube, DuckDB and PGlite. The community: registrations 1 and 2 of October (CO), 3 of October in Bogota (MX), 4 of November (PE). */

let northstar: Northstar;
let close: () => Promise<void>;
const written: AuditEntry[] = [];
let isModelBroken = false;

beforeAll(async () => {
  const state = await openAppState();
  const store = createReportStore(state, "default");
  const reports = createReports({ store, now: () => NOW });
  northstar = await openCommunity({ reports: reports.port, audit: async (entry) => void written.push(entry) });
  reports.start({
    ...northstar,
    catalog: async (claims) => {
      if (isModelBroken) throw new Error("The model doesn't compile.");
      return northstar.catalog(claims);
    },
  });
  close = async () => {
    await northstar.close();
    await state.close();
  };
}, 60_000);
afterAll(() => close?.());

const director: Partial<TokenGrant> = { sub: "lucia", roles: ["director"], can: ["export"] };
const analyst: Partial<TokenGrant> = { sub: "tomas", roles: ["analyst"], can: ["export"] };

async function call<T>(grant: Partial<TokenGrant>, path: string, body?: object): Promise<T> {
  const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const response = await ask(northstar, grant, `/northstar/v1/reports${path}`, init);
  if (!response.ok) throw new Error(JSON.stringify(await problemOf(response)));
  return (await response.json()) as T;
}
async function refused(grant: Partial<TokenGrant>, path: string, body?: object): Promise<Problem> {
  const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
  return await problemOf(await ask(northstar, grant, `/northstar/v1/reports${path}`, init));
}
const make = (grant: Partial<TokenGrant>, request: object = { kind: "mbr" }) => call<Pack>(grant, "", request);
const valuesOf = ({ snapshot }: Pack) => Object.fromEntries(snapshot.kpis.map(({ kpi, value }) => [kpi.id, value]));

describe("a pack", () => {
  it("holds what its maker sees of the last closed month: counted by hand, three of October", async () => {
    const pack = await make(director);
    expect(pack.period).toEqual({ kind: "mbr", name: "2026-10", start: "2026-10-01", end: "2026-10-31" });
    expect([pack.madeBy, pack.roles, pack.hidden]).toEqual(["lucia", ["director"], 0]);
    // New registrations are of a cohort whose 30 days are over: September, of which there is none.
    const [registrations] = pack.snapshot.kpis.filter(({ kpi }) => kpi.id === "new_registrations");
    expect(registrations?.period).toEqual(["2026-09-01", "2026-09-30"]);
    expect(valuesOf(pack).sponsorship_revenue).toBe(60);
    expect(valuesOf(pack)).not.toHaveProperty("flow_runs");
    expect(pack.snapshot.sources.map(({ source }) => source)).toContain("crm");
    expect(pack.narrative).toMatchObject({ version: 0, changedBy: "lucia" });
  });

  it("is of the rows that its maker's filters leave, and of no other", async () => {
    const pack = await make({ ...director, filters: { country: ["CO"] } });
    // What a filter can't cut isn't shown under it.
    expect(valuesOf(pack)).not.toHaveProperty("sponsorship_revenue");
    expect(pack.snapshot.access.filters).toEqual({ country: ["CO"] });
  });

  it("may not be of a period that is running, or of none", async () => {
    expect(await refused(director, "", { kind: "mbr", period: "2026-11" })).toMatchObject({
      status: 400,
      code: "request_invalid",
      detail: expect.stringContaining("isn't over"),
    });
    expect(await refused(director, "", { kind: "wbr", period: "2026-Q1" })).toMatchObject({ code: "request_invalid" });
    expect(await refused(director, "", { kind: "yearly" })).toMatchObject({ code: "request_invalid" });
  });

  it("is made by who may export, and by nobody else", async () => {
    expect(await refused({ ...director, can: [] }, "", { kind: "mbr" })).toMatchObject({
      status: 403,
      code: "capability_missing",
    });
  });
});

describe("who opens a pack", () => {
  it("sees of it what their own role sees", async () => {
    const whole = await make(analyst);
    expect(Object.keys(valuesOf(whole)).sort()).toEqual(["flow_runs", "new_registrations", "sponsorship_revenue"]);
    const part = await call<Pack>(director, `/${whole.id}`);
    expect(Object.keys(valuesOf(part)).sort()).toEqual(["new_registrations", "sponsorship_revenue"]);
    expect(part.hidden).toBe(1);
    expect(JSON.stringify(part)).not.toContain("flow_runs");
  });

  it("with row filters opens none that has more rows", async () => {
    const all = await make(director);
    const cut = await make({ ...director, filters: { country: ["CO"] } });
    const reader = (country: string[]) => ({ ...director, sub: "ana", filters: { country } });
    expect(await refused(reader(["CO"]), `/${all.id}`)).toMatchObject({ status: 404, code: "not_found" });
    expect((await call<Pack>(reader(["CO", "MX"]), `/${cut.id}`)).id).toBe(cut.id);
    expect(await refused(reader(["MX"]), `/${cut.id}`)).toMatchObject({ status: 404 });
    expect(await refused({ ...director, filters: { source: ["web"] } }, `/${cut.id}`)).toMatchObject({ status: 404 });
    const { packs } = await call<{ packs: PackSummary[] }>(reader(["CO"]), "?kind=mbr");
    expect(packs.map(({ id }) => id)).toContain(cut.id);
    expect(packs.map(({ id }) => id)).not.toContain(all.id);
  });

  it("of another tenant finds nothing", async () => {
    const { id } = await make(director);
    expect(await refused({ ...director, tenant: "other" }, `/${id}`)).toMatchObject({
      status: 503,
      code: "reports_unavailable",
    });
  });

  it("finds it while the model doesn't compile, as far as its roles saw it then", async () => {
    const { id } = await make(analyst);
    isModelBroken = true;
    try {
      expect(Object.keys(valuesOf(await call<Pack>(analyst, `/${id}`)))).toHaveLength(3);
      expect(Object.keys(valuesOf(await call<Pack>(director, `/${id}`)))).toHaveLength(2);
    } finally {
      isModelBroken = false;
    }
  });
});

describe("what is written into a pack", () => {
  it("may only name its numbers, and the second of two is told", async () => {
    const { id } = await make(director);
    const saved = await call(director, `/${id}/narrative`, {
      text: "Ingresos de {period}: {sponsorship_revenue}.",
      basedOn: 0,
    });
    expect(saved).toMatchObject({ version: 1, changedBy: "lucia" });
    expect(await refused(analyst, `/${id}/narrative`, { text: "Otro texto.", basedOn: 0 })).toMatchObject({
      status: 409,
      code: "report_changed",
    });
    expect(await refused(director, `/${id}/narrative`, { text: "Fueron 60 dólares.", basedOn: 1 })).toMatchObject({
      status: 422,
      code: "report_invalid",
      fields: [{ path: "60", message: expect.stringContaining("by hand") }],
    });
    expect((await call<Pack>(director, `/${id}`)).narrative.text).toBe("Ingresos de {period}: {sponsorship_revenue}.");
  });

  it("names no KPI to who doesn't see it, in comments neither", async () => {
    const { id } = await make(analyst);
    await call(analyst, `/${id}/comments`, { kpi: "flow_runs", text: "Menos que nunca." });
    await call(analyst, `/${id}/comments`, { kpi: null, text: "<script>alert(1)</script>" });
    const { comments } = await call<Pack>(director, `/${id}`);
    expect(comments.map(({ text }) => text)).toEqual(["<script>alert(1)</script>"]);
    expect(await refused(director, `/${id}/comments`, { kpi: "flow_runs", text: "¿Y esto?" })).toMatchObject({
      status: 404,
    });
  });

  it.each<[string, object]>([
    ["of 100 KB", { kpi: null, text: "x".repeat(100_000) }],
    ["of nothing", { kpi: null, text: "   " }],
    ["with control characters", { kpi: null, text: "a\u0000b" }],
    ["with more than is known", { kpi: null, text: "a", html: true }],
  ])("may be no comment %s", async (_, comment) => {
    const { id } = await make(director);
    expect(await refused(director, `/${id}/comments`, comment)).toMatchObject({ status: 400, code: "request_invalid" });
  });

  it("is a comment of who may comment, and of nobody who may not", async () => {
    const { id } = await make(director);
    const consultant: Partial<TokenGrant> = { sub: "camila", roles: ["consultant"], can: ["comment"] };
    expect(await call(consultant, `/${id}/comments`, { kpi: null, text: "Bien." })).toMatchObject({ by: "camila" });
    expect(await refused({ ...consultant, can: [] }, `/${id}/comments`, { kpi: null, text: "Bien." })).toMatchObject({
      status: 403,
    });
    expect(await refused(consultant, `/${id}/actions`, { text: "Hacer", owner: "ana", due: null })).toMatchObject({
      status: 403,
    });
  });

  it("is an action that goes into the next review of its kind, until one closes it", async () => {
    const september = await make(director, { kind: "mbr", period: "2026-09" });
    const { id } = await call<{ id: string }>(director, `/${september.id}/actions`, {
      text: "Renegociar",
      owner: "ana",
      due: "2026-12-01",
    });
    const october = await make(director);
    const carried = async (pack: Pack) =>
      (await call<Pack>(director, `/${pack.id}`)).actions.filter((action) => action.id === id);
    expect(await carried(october)).toMatchObject([{ openedIn: "2026-09", closedIn: null }]);
    expect(await carried(await make(director, { kind: "qbr" }))).toEqual([]);
    expect(await carried(await make(director, { kind: "mbr", period: "2026-08" }))).toEqual([]);
    await call(director, `/${october.id}/actions/${id}/close`, {});
    expect(await carried(september)).toMatchObject([{ closedIn: "2026-10" }]);
    expect(await carried(october)).toMatchObject([{ closedIn: "2026-10" }]);
    expect(await refused(director, `/${october.id}/actions/${id}/close`, {})).toMatchObject({
      status: 409,
      code: "action_not_possible",
    });
  });
});

describe("changed since", () => {
  it("is nothing while the numbers are the same", async () => {
    const { id } = await make(director);
    expect(await call(director, `/${id}/changes`)).toEqual({ changes: [] });
  });
});

describe("files", () => {
  it.each([
    ["csv", "text/csv; charset=utf-8"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ["pdf", "application/pdf"],
  ])("of a pack: %s, for who may export, taken down", async (format, type) => {
    const { id } = await make(director);
    written.length = 0;
    const response = await ask(northstar, director, `/northstar/v1/reports/${id}/file?format=${format}`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="mbr-2026-10.${format}"`);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(300);
    expect(written).toMatchObject([{ by: "lucia", action: "report.taken", subject: `mbr 2026-10 ${id}; ${format}` }]);
    expect(await refused({ ...director, can: [] }, `/${id}/file?format=${format}`)).toMatchObject({ status: 403 });
  });
});
