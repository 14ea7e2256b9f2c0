import { fileURLToPath } from "node:url";
import type { SuggestionView } from "@northstar/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import type { AppState } from "../state/AppState.ts";
import { openAppState } from "../state/openAppState.ts";
import { openCommunity } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";
import { createSuggestions } from "./createSuggestions.ts";
import type { PeopleFile } from "./people.ts";
import { createSuggestionStore } from "./store/createSuggestionStore.ts";
import { suggestionNotices, suggestionReplies, suggestions } from "./store/tables.ts";

const CAMILA: Partial<TokenGrant> = { sub: "camila", roles: ["consultant"] };
const LUCIA: Partial<TokenGrant> = { sub: "lucia", roles: ["director"] };
const MATEO: Partial<TokenGrant> = { sub: "mateo", roles: ["marketing"] };
const IRENE: Partial<TokenGrant> = { sub: "irene", roles: ["devops"] };
const TOMAS: Partial<TokenGrant> = { sub: "tomas", roles: ["analyst"] };
const IN_COLOMBIA: Partial<TokenGrant> = { sub: "pablo", roles: ["marketing"], filters: { country: ["CO"] } };

const PEOPLE: PeopleFile = {
  people: [
    { id: "lucia", name: "Lucía Andrade", roles: ["director"] },
    { id: "mateo", name: "Mateo Salas", roles: ["marketing"] },
    { id: "irene", name: "Irene Quiroga", roles: ["devops"] },
    { id: "pablo", name: "Pablo Ríos", roles: ["marketing"], filters: { country: ["CO"] } },
  ],
  owners: { growth: ["marketing"], partnerships: ["director"] },
};

const KPI = { kind: "kpi", kpi: "new_registrations" };
const PATH = "/northstar/v1/suggestions";

let northstar: Northstar;
let state: AppState;
let now = Date.parse("2026-11-22T12:00:00Z");

/** In campaign `a` 30 of 100 were invited, in `b` 60 of 100. */
const TRIAL = `INSERT INTO registrations SELECT i + 100, 'default', 'CL', CASE WHEN i < 100 THEN 'a' ELSE 'b' END, NULL,
  (i < 30 OR i >= 140), 30, '2026-09-10 15:00:00', 1 FROM range(200) t(i)`;

beforeAll(async () => {
  state = await openAppState();
  const made = createSuggestions({ store: createSuggestionStore(state, "default"), people: PEOPLE, now: () => now });
  northstar = await openCommunity(
    { suggestions: made.port },
    TRIAL,
    fileURLToPath(new URL("./testing/model", import.meta.url)),
  );
  made.start(northstar);
});
afterAll(async () => {
  await northstar.close();
  await state.close();
});
beforeEach(async () => {
  for (const table of [suggestions, suggestionReplies, suggestionNotices]) await state.db.delete(table);
});

const get = (who: Partial<TokenGrant>, path = "") => ask(northstar, who, `${PATH}${path}`);
const post = (who: Partial<TokenGrant>, path: string, body: unknown) => {
  now += 1000;
  return ask(northstar, who, `${PATH}${path}`, { method: "POST", body: JSON.stringify(body) });
};
const write = async (who: Partial<TokenGrant>, own: object = {}): Promise<SuggestionView> => {
  const response = await post(who, "", { kind: "suggestion", anchor: KPI, text: "¿Y si…?", ...own });
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as SuggestionView;
};
const idsOf = async (who: Partial<TokenGrant>, query = ""): Promise<string[]> => {
  const { suggestions: found } = (await (await get(who, query)).json()) as { suggestions: SuggestionView[] };
  return found.map(({ id }) => id);
};
const noticesOf = async (who: Partial<TokenGrant>) =>
  (await (await get(who, "/notices")).json()) as { unread: number; notices: { id: string; reason: string }[] };

describe("a suggestion", () => {
  it("goes from the consultant to the owner, who is told, answers and accepts", async () => {
    const anchor = { kind: "moment", kpi: "new_registrations", date: "2026-11-01" };
    const text = "<script>alert(1)</script> @Mateo Salas, ¿otro formulario?";
    const written = await write(CAMILA, { anchor, text });
    expect(written).toMatchObject({
      anchor,
      text,
      status: "open",
      version: 1,
      decided: null,
      author: { id: "camila", name: "camila" },
      mentions: [{ id: "mateo", name: "Mateo Salas" }],
      may: { edit: true, takeBack: true, statuses: [] },
    });
    expect(await noticesOf(MATEO)).toMatchObject({
      unread: 1,
      notices: [{ reason: "mention", suggestionId: written.id, kpi: "new_registrations", excerpt: text }],
    });
    expect((await noticesOf(LUCIA)).notices).toEqual([]);

    const replied = await (await post(MATEO, `/${written.id}/replies`, { text: "Buena idea" })).json();
    expect(replied).toMatchObject({ version: 1, replies: [{ author: { name: "Mateo Salas" }, text: "Buena idea" }] });
    const accepted = await post(MATEO, `/${written.id}/status`, { status: "accepted", basedOn: 1 });
    expect(await accepted.json()).toMatchObject({
      status: "accepted",
      version: 2,
      decided: { by: { id: "mateo", name: "Mateo Salas" } },
      may: { statuses: ["done", "declined", "open"] },
    });
    const { notices, unread } = await noticesOf(CAMILA);
    expect([unread, notices.map(({ reason }) => reason)]).toEqual([2, ["status", "reply"]]);
    await post(CAMILA, "/notices/read", { ids: [notices[0]?.id] });
    expect((await noticesOf(CAMILA)).unread).toBe(1);
    await post(CAMILA, "/notices/read", {});
    expect((await noticesOf(CAMILA)).unread).toBe(0);
  });

  it("is written by consultants and analysts; a comment by all who see the KPI", async () => {
    const body = { kind: "suggestion", anchor: KPI, text: "x" };
    expect(await problemOf(await post(LUCIA, "", body))).toMatchObject({ status: 403, code: "suggestion_denied" });
    await write(LUCIA, { kind: "comment" });
    await write(TOMAS);
    expect(await problemOf(await post(IRENE, "", { ...body, kind: "comment" }))).toMatchObject({
      status: 422,
      members: ["anchor.kpi"],
    });
  });

  it("changes its status only by the owner's role or an analyst, along the ways there are", async () => {
    const { id } = await write(CAMILA);
    const denied = await post(LUCIA, `/${id}/status`, { status: "accepted", basedOn: 1 });
    expect(await problemOf(denied)).toMatchObject({ status: 403, detail: expect.stringContaining("growth") });
    const jump = await post(TOMAS, `/${id}/status`, { status: "done", basedOn: 1 });
    expect(await problemOf(jump)).toMatchObject({ status: 403, code: "suggestion_denied" });
    expect((await post(TOMAS, `/${id}/status`, { status: "declined", basedOn: 1 })).status).toBe(200);
  });

  it("who is second is told what is there now", async () => {
    const { id } = await write(CAMILA);
    await post(MATEO, `/${id}/status`, { status: "accepted", basedOn: 1 });
    const edit = await post(CAMILA, `/${id}/text`, { text: "Otra", basedOn: 1 });
    expect(await problemOf(edit)).toMatchObject({
      status: 409,
      code: "suggestion_changed",
      present: { id, status: "accepted", version: 2, text: "¿Y si…?" },
    });
    expect(await problemOf(await post(CAMILA, `/${id}/take-back`, { basedOn: 1 }))).toMatchObject({ status: 409 });
  });

  it("is edited and taken back by its author while it is open", async () => {
    const { id } = await write(CAMILA, { text: "@Mateo Salas mira" });
    const edited = await post(CAMILA, `/${id}/text`, { text: "@mateo y @lucia", basedOn: 1 });
    expect(await edited.json()).toMatchObject({ version: 2, editedAt: expect.any(String), text: "@mateo y @lucia" });
    expect([(await noticesOf(MATEO)).unread, (await noticesOf(LUCIA)).unread]).toEqual([1, 1]);
    expect(await problemOf(await post(MATEO, `/${id}/text`, { text: "x", basedOn: 2 }))).toMatchObject({ status: 403 });
    expect(await problemOf(await post(TOMAS, `/${id}/take-back`, { basedOn: 2 }))).toMatchObject({ status: 403 });
    expect((await post(CAMILA, `/${id}/take-back`, { basedOn: 2 })).status).toBe(200);
    expect((await get(CAMILA, `/${id}`)).status).toBe(404);
    expect((await noticesOf(MATEO)).notices).toEqual([]);
  });
});

describe("what a reader may not see", () => {
  it("isn't there: KPIs outside the role", async () => {
    const { id } = await write(CAMILA, { text: "@irene @Mateo Salas" });
    for (const path of [`/${id}`, "/people?kpi=new_registrations"]) expect((await get(IRENE, path)).status).toBe(404);
    expect(await idsOf(IRENE)).toEqual([]);
    expect(await idsOf(IRENE, "?kpi=new_registrations")).toEqual([]);
    expect(await noticesOf(IRENE)).toEqual({ notices: [], unread: 0 });
    for (const [path, body] of [
      ["replies", { text: "x" }],
      ["status", { status: "accepted", basedOn: 1 }],
      ["text", { text: "x", basedOn: 1 }],
      ["take-back", { basedOn: 1 }],
    ] as const) {
      expect(await problemOf(await post(IRENE, `/${id}/${path}`, body))).toMatchObject({ status: 404 });
    }
  });

  it("isn't there: rows outside the row filters", async () => {
    const tile = (country: string[]) => ({ anchor: { kind: "tile", kpi: "new_registrations", values: { country } } });
    const whole = await write(CAMILA, { text: "En todos @Pablo Ríos" });
    const here = await write(CAMILA, { ...tile(["CO"]), text: "@Pablo Ríos" });
    const both = await write(CAMILA, tile(["CO", "MX"]));
    const own = await write(IN_COLOMBIA, { kind: "comment", anchor: KPI });
    expect(await idsOf(IN_COLOMBIA)).toEqual([own.id, here.id]);
    expect(await idsOf(MATEO)).toEqual([own.id, both.id, here.id, whole.id]);
    expect((await get(IN_COLOMBIA, `/${both.id}`)).status).toBe(404);
    expect(whole.mentions).toEqual([]);
    expect(await noticesOf(IN_COLOMBIA)).toMatchObject({ unread: 1, notices: [{ suggestionId: here.id }] });
    const mexico = { kind: "comment", text: "x", ...tile(["MX"]) };
    expect(await problemOf(await post(IN_COLOMBIA, "", mexico))).toMatchObject({
      status: 422,
      members: ["anchor.values.country"],
    });
  });

  it("isn't there: another tenant", async () => {
    await write(CAMILA);
    expect(await problemOf(await get({ ...CAMILA, tenant: "other" }))).toMatchObject({
      status: 503,
      code: "suggestions_unavailable",
    });
    expect((await northstar.fetch(new Request(`http://localhost${PATH}`))).status).toBe(401);
  });

  it("mentions offer only people who see the KPI and all its rows", async () => {
    const people = async (who: Partial<TokenGrant>) => (await get(who, "/people?kpi=new_registrations")).json();
    expect(await people(CAMILA)).toEqual({
      people: [
        { id: "lucia", name: "Lucía Andrade" },
        { id: "mateo", name: "Mateo Salas" },
      ],
    });
    expect(await people(IN_COLOMBIA)).toMatchObject({ people: [{ id: "lucia" }, { id: "mateo" }, { id: "pablo" }] });
  });
});

describe("lists", () => {
  it("are cut by KPI, status and who wrote", async () => {
    const first = await write(CAMILA);
    const second = await write(TOMAS, { anchor: { kind: "kpi", kpi: "flow_runs" } });
    await post(TOMAS, `/${first.id}/status`, { status: "accepted", basedOn: 1 });
    expect(await idsOf(CAMILA)).toEqual([second.id, first.id]);
    expect(await idsOf(CAMILA, "?mine=true")).toEqual([first.id]);
    expect(await idsOf(CAMILA, "?status=accepted")).toEqual([first.id]);
    expect(await idsOf(CAMILA, "?kpi=flow_runs")).toEqual([second.id]);
    expect(await problemOf(await get(CAMILA, "?status=odd"))).toMatchObject({ status: 400, code: "request_invalid" });
    const response = await get(CAMILA);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});

describe("bad input", () => {
  it.each([
    ["nothing", { text: "  " }, 422],
    ["4,001 characters", { text: "a".repeat(4001) }, 422],
    ["100 KB", { text: "a".repeat(100_000) }, 400],
    ["controls", { text: "a\u0000b" }, 422],
    ["no kind", { kind: "poem" }, 400],
    ["a field too many", { sql: "DROP TABLE x" }, 400],
    ["a day that isn't", { anchor: { kind: "moment", kpi: "new_registrations", date: "2026-02-30" } }, 400],
    [
      "a dimension that isn't the KPI's",
      { anchor: { kind: "tile", kpi: "new_registrations", values: { email: ["a"] } } },
      422,
    ],
    [
      "a zero in a value",
      { anchor: { kind: "tile", kpi: "new_registrations", values: { country: ["C\u0000O"] } } },
      400,
    ],
    ["an experiment without its dates", { kind: "experiment" }, 422],
  ])("is refused, and why is said: %s", async (_, own, status) => {
    const problem = await problemOf(await post(CAMILA, "", { kind: "suggestion", anchor: KPI, text: "x", ...own }));
    expect(problem.status).toBe(status);
    expect(problem.detail).not.toMatch(/internal|SELECT/i);
    expect(await idsOf(CAMILA)).toEqual([]);
  });

  it.each(["%00", "a%00b", "..%2Fsecret", "x".repeat(100)])("names no suggestion: %s", async (id) => {
    expect(await problemOf(await get(CAMILA, `/${id}`))).toMatchObject({ status: 404, code: "not_found" });
    expect(await problemOf(await post(CAMILA, `/${id}/replies`, { text: "x" }))).toMatchObject({ status: 404 });
  });

  it("of notices isn't looked up", async () => {
    expect(await problemOf(await post(CAMILA, "/notices/read", { ids: ["a\u0000"] }))).toMatchObject({ status: 400 });
  });

  it("of 2 MB isn't read", async () => {
    const problem = await problemOf(
      await post(CAMILA, "", { kind: "comment", anchor: KPI, text: "a".repeat(2_000_000) }),
    );
    expect(problem).toMatchObject({ status: 413, code: "body_too_large" });
  });
});

describe("an experiment", () => {
  const experiment = { start: "2026-09-01", end: "2026-09-30", dimension: "source", variants: ["a", "b"] };
  const share = { anchor: { kind: "kpi", kpi: "invited_share" }, kind: "experiment" };

  it("is read from the warehouse under the reader's role", async () => {
    const { id } = await write(CAMILA, { ...share, experiment, text: "Con b invitan más" });
    const result = await (await get(CAMILA, `/${id}/result`)).json();
    expect(result).toMatchObject({
      status: "done",
      as: "difference",
      variants: [
        { variant: "a", events: 30, trials: 100 },
        { variant: "b", events: 60, trials: 100 },
      ],
      comparisons: [{ variant: "b", against: "a", verdict: "higher" }],
    });
    expect((await get(MATEO, `/${id}/result`)).status).toBe(404);
    const { id: plain } = await write(CAMILA);
    expect((await get(CAMILA, `/${plain}/result`)).status).toBe(404);
  });

  it("that isn't over says so", async () => {
    const { id } = await write(CAMILA, { ...share, experiment: { ...experiment, end: "2026-12-31" } });
    expect(await (await get(CAMILA, `/${id}/result`)).json()).toMatchObject({ status: "running" });
  });

  it("on what can't be compared is refused", async () => {
    const money = { ...share, anchor: { kind: "kpi", kpi: "sponsorship_revenue" }, experiment, text: "x" };
    expect(await problemOf(await post(CAMILA, "", money))).toMatchObject({ status: 422, members: ["experiment.kpi"] });
    const one = { ...share, experiment: { ...experiment, variants: ["a"] }, text: "x" };
    expect(await problemOf(await post(CAMILA, "", one))).toMatchObject({ members: ["experiment.variants"] });
  });
});
