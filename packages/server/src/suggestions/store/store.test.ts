import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stateCases } from "../../alerts/store/testing/states.ts";
import type { AppState } from "../../state/AppState.ts";
import type { NewNotice, StoredSuggestion, SuggestionStore } from "../types.ts";
import { createSuggestionStore } from "./createSuggestionStore.ts";

const T0 = Date.parse("2026-11-23T10:00:00Z");
const ME = { sub: "camila", at: T0 + 9 };

const suggestionOf = (own: Partial<StoredSuggestion> = {}): Omit<StoredSuggestion, "replies"> => ({
  id: randomUUID(),
  kpi: "registrations",
  kind: "suggestion",
  anchor: { kind: "moment", kpi: "registrations", date: "2026-11-01" },
  rows: { country: ["CO"] },
  text: "<b>¿Y si…?</b>",
  mentions: ["lucia"],
  experiment: null,
  author: "camila",
  at: T0,
  editedAt: null,
  status: "open",
  decidedBy: null,
  decidedAt: null,
  version: 1,
  ...own,
});

describe.each(stateCases())("suggestions kept in $name", ({ start, stop, open, isShared }) => {
  let state: AppState;
  let store: SuggestionStore;
  beforeAll(async () => {
    await start();
    state = await open();
  });
  afterAll(async () => {
    if (isShared) await state.close();
    await stop();
  });
  beforeEach(() => {
    // Of its own tenant, a test sees nothing of the others.
    store = createSuggestionStore(state, randomUUID());
  });

  const noticeOf = (suggestionId: string, own: Partial<NewNotice> = {}): NewNotice => ({
    recipient: "lucia",
    suggestionId,
    reason: "mention",
    by: "camila",
    at: T0,
    excerpt: "¿Y si…?",
    ...own,
  });
  const add = async (own: Partial<StoredSuggestion> = {}) => {
    const one = suggestionOf(own);
    await store.add(one, [noticeOf(one.id)]);
    return one;
  };
  const page = (own: Partial<Parameters<SuggestionStore["page"]>[0]> = {}) =>
    store.page({ kpis: ["registrations"], limit: 10, ...own });

  test("come back as they were, with their replies in order", async () => {
    const one = await add();
    const reply = { id: "r2", author: "lucia", at: T0 + 2, text: "Sí", mentions: [] };
    expect(await store.addReply(one.id, reply, [])).toBe(true);
    expect(await store.addReply(one.id, { ...reply, id: "r1", at: T0 + 1 }, [])).toBe(true);
    expect(await store.get(one.id)).toEqual({ ...one, replies: [{ ...reply, id: "r1", at: T0 + 1 }, reply] });
    expect(await store.addReply("none", reply, [])).toBe(false);
    expect(await createSuggestionStore(state, "another").get(one.id)).toBeNull();
  });

  test("are listed by KPI, status and author, newest first, page by page", async () => {
    const ids: string[] = [];
    for (const [id, at] of [
      ["a", 1],
      ["b", 3],
      ["c", 3],
      ["d", 2],
    ] as const) {
      ids.push((await add({ id, at: T0 + at, author: id === "d" ? "lucia" : "camila" })).id);
    }
    await add({ id: "e", kpi: "revenue" });
    const idsOf = async (own?: Parameters<typeof page>[0]) => (await page(own)).map(({ id }) => id);
    expect(await idsOf()).toEqual(["c", "b", "d", "a"]);
    expect(await idsOf({ limit: 2 })).toEqual(["c", "b"]);
    expect(await idsOf({ after: { id: "b", at: T0 + 3 } })).toEqual(["d", "a"]);
    expect(await idsOf({ author: "lucia" })).toEqual(["d"]);
    expect(await idsOf({ status: "done" })).toEqual([]);
    expect(await idsOf({ kpis: [] })).toEqual([]);
    expect(await idsOf({ kpis: ["revenue"] })).toEqual(["e"]);
  });

  test("are changed by who saw the last version, once, and that is written down", async () => {
    const { id } = await add();
    const change = { status: "accepted" as const, decidedBy: "lucia", decidedAt: T0 + 5 };
    const done = await Promise.all(
      ["x", "y", "z"].map((sub) =>
        store.change(id, 1, change, { sub, at: T0 + 5 }, [noticeOf(id, { recipient: sub })]),
      ),
    );
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await store.get(id)).toMatchObject({ status: "accepted", decidedBy: "lucia", version: 2 });
    expect(await store.change(id, 1, { text: "otra", mentions: [], editedAt: T0 }, ME, [])).toBe(false);
    expect(await store.change(id, 2, { text: "otra", mentions: [], editedAt: T0 }, ME, [])).toBe(true);
    const told = await Promise.all(["x", "y", "z"].map((sub) => store.notices(sub, 10)));
    expect(told.flat()).toHaveLength(1);
    const { rows } = await state.db.execute(
      sql`SELECT action FROM northstar.audit WHERE tenant = ${store.tenant} ORDER BY at, action`,
    );
    expect(rows).toEqual([{ action: "suggestion.accepted" }, { action: "suggestion.edited" }]);
  });

  test("that were taken back are there no more, nor what told of them", async () => {
    const { id } = await add();
    expect(await store.takeBack(id, 2, ME)).toBe(false);
    expect(await store.takeBack(id, 1, ME)).toBe(true);
    expect(await store.takeBack(id, 1, ME)).toBe(false);
    expect(await store.get(id)).toBeNull();
    expect(await page()).toEqual([]);
    expect(await store.notices("lucia", 10)).toEqual([]);
    expect(await store.addReply(id, { id: "r", author: "l", at: T0, text: "t", mentions: [] }, [])).toBe(false);
    expect(await store.change(id, 1, { text: "x", mentions: [], editedAt: T0 }, ME, [])).toBe(false);
  });

  test("tell whom they are for, until that is read", async () => {
    const first = await add();
    const second = await add({ id: "later" });
    await store.addReply(second.id, { id: "r", author: "mateo", at: T0 + 1, text: "t", mentions: [] }, [
      noticeOf(second.id, { recipient: "lucia", reason: "reply", at: T0 + 1 }),
    ]);
    const told = await store.notices("lucia", 10);
    expect(told.map(({ notice, suggestion }) => [notice.reason, suggestion.id, notice.readAt])).toEqual(
      expect.arrayContaining([
        ["reply", "later", null],
        ["mention", "later", null],
        ["mention", first.id, null],
      ]),
    );
    expect(told[0]?.notice.reason).toBe("reply");
    const id = told[0]?.notice.id ?? "";
    await store.markRead("mateo", [id], T0 + 2);
    await store.markRead("lucia", [], T0 + 2);
    expect((await store.notices("lucia", 10)).every(({ notice }) => notice.readAt === null)).toBe(true);
    await store.markRead("lucia", [id], T0 + 2);
    await store.markRead("lucia", null, T0 + 3);
    const times = (await store.notices("lucia", 10)).map(({ notice }) => notice.readAt);
    expect(times.sort()).toEqual([T0 + 2, T0 + 3, T0 + 3]);
  });
});
