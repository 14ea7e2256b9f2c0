import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { AlertRuleInput, AlertState } from "@northstar/core";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AppState } from "../../state/AppState.ts";
import type { AlertMessage, AlertRow, EvaluationCommit, HeldLease } from "../types.ts";
import { createAlertStore, type OpenAlertStore } from "./createAlertStore.ts";
import { queueOf } from "./jobs.ts";
import { stateCases } from "./testing/states.ts";

const T0 = Date.parse("2026-11-23T10:00:00Z");
const RULE: AlertRuleInput = {
  id: "few",
  title: { es: "Pocos", en: "Few" },
  owner: "marketing",
  watch: { kpi: "registrations" },
  condition: { kind: "threshold", direction: "below", red: { enter: 10 } },
};
const NOTHING: EvaluationCommit = { rows: [], history: [], messages: [], untold: [] };
const STATE: AlertState = {
  status: "firing",
  level: "red",
  since: T0,
  pending: null,
  firingSince: T0,
  recoveringSince: null,
  easingSince: null,
  blindSince: null,
  cause: null,
  last: { at: T0, value: 7, compared: 7, limit: 10, period: ["2026-11-22", "2026-11-22"] },
  evaluatedAt: T0,
};
const rowOf = (own: Partial<AlertRow> = {}): AlertRow => ({
  ruleId: "few",
  audienceId: "directors",
  rows: "all",
  ruleVersion: 1,
  state: STATE,
  episode: 1,
  told: { "slack/ops": { at: T0, level: "red", episode: 1, threadKey: "few.1" } },
  ...own,
});
const entryOf = (own: Partial<EvaluationCommit["history"][number]> = {}): EvaluationCommit["history"][number] => ({
  id: randomUUID(),
  at: T0,
  audienceId: "directors",
  rows: "all",
  ruleId: "few",
  ruleVersion: 1,
  event: "fired",
  level: "red",
  value: 7,
  compared: 7,
  limit: 10,
  period: ["2026-11-01", "2026-11-30"],
  unit: "people",
  cause: null,
  by: null,
  note: null,
  ...own,
});
const messageOf = (own: Partial<AlertMessage> = {}): AlertMessage => ({
  dedupKey: randomUUID(),
  channel: "slack",
  recipientId: "ops",
  locale: "es",
  timeZone: "America/Bogota",
  event: "fired",
  level: "red",
  alerts: [],
  cause: null,
  series: null,
  kpiTitles: {},
  historyIds: [],
  threadKey: "few.1",
  createdAt: T0,
  notBefore: 0,
  ...own,
});

describe.each(stateCases())("alerts kept in $name", ({ start, stop, open, isShared }) => {
  let state: AppState;
  let store: OpenAlertStore;
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
    store = await createAlertStore(state, randomUUID());
  });
  afterEach(() => store.close());

  const lease = async (): Promise<HeldLease> => {
    const held = await store.takeLease("alerts", "me", 60_000, T0);
    if (!held) throw new Error("no lease");
    return held;
  };
  const commit = async (change: Partial<EvaluationCommit>) =>
    await store.commit({ ...NOTHING, ...change }, await lease());
  const jobs = async (channel: string) => {
    const boss = await state.jobs();
    const found = await boss.fetch<{ tenant: string; id: string }>(queueOf(channel), { batchSize: 100 });
    const own = found.filter(({ data }) => data.tenant === store.tenant);
    if (own.length > 0)
      await boss.complete(
        queueOf(channel),
        own.map(({ id }) => id),
      );
    return own.map(({ data }) => data.id);
  };

  describe("rules", () => {
    const change = { by: "irene", origin: "app" as const, at: T0 };

    test("have all their versions, and are written over only by who saw the last", async () => {
      expect(await store.saveRule(RULE, { ...change, basedOn: null })).toEqual({
        ...RULE,
        version: 1,
        origin: "app",
        updatedAt: "2026-11-23T10:00:00.000Z",
        updatedBy: "irene",
      });
      expect(await store.saveRule(RULE, { ...change, basedOn: null })).toBeNull();
      const second = await store.saveRule({ ...RULE, owner: "growth" }, { ...change, by: "mateo", basedOn: 1 });
      expect(second).toMatchObject({ version: 2, owner: "growth", updatedBy: "mateo" });
      expect(await store.saveRule(RULE, { ...change, basedOn: 1 })).toBeNull();
      expect((await store.rules()).map(({ version }) => version)).toEqual([2]);
      expect((await store.versions("few"))?.map(({ owner }) => owner)).toEqual(["growth", "marketing"]);
      expect(await store.versions("many")).toBeNull();
    });

    test("two who save at once: one of them", async () => {
      await store.saveRule(RULE, { ...change, basedOn: null });
      const saved = await Promise.all(
        ["a", "b", "c"].map((owner) => store.saveRule({ ...RULE, owner }, { ...change, basedOn: 1 })),
      );
      expect(saved.filter((rule) => rule !== null)).toHaveLength(1);
      expect(await store.versions("few")).toHaveLength(2);
    });

    test("that ended stay among the versions, and go on counting when they come back", async () => {
      await store.saveRule(RULE, { ...change, basedOn: null });
      expect(await store.deleteRule("few", { basedOn: 7, by: "irene", at: T0 })).toBe(false);
      expect(await store.deleteRule("few", { basedOn: 1, by: "irene", at: T0 })).toBe(true);
      expect(await store.rules()).toEqual([]);
      expect(await store.versions("few")).toHaveLength(1);
      expect(await store.saveRule(RULE, { ...change, basedOn: null })).toMatchObject({ version: 3 });
    });

    test("of files are made those of the files; those of the app are left alone", async () => {
      await store.saveRule({ ...RULE, id: "own" }, { ...change, basedOn: null });
      const sync = (...rules: AlertRuleInput[]) => store.syncRules(rules, { by: "files", at: T0 });
      expect(await sync(RULE, { ...RULE, id: "late" })).toEqual({ added: ["few", "late"], changed: [], deleted: [] });
      expect(await sync({ ...RULE, note: undefined }, { ...RULE, id: "late", owner: "ops" })).toEqual({
        added: [],
        changed: ["late"],
        deleted: [],
      });
      expect(await sync(RULE)).toEqual({ added: [], changed: [], deleted: ["late"] });
      expect((await store.rules()).map(({ id, origin }) => [id, origin])).toEqual([
        ["few", "code"],
        ["own", "app"],
      ]);
    });

    test("leave a trace of who changed them", async () => {
      await store.saveRule(RULE, { ...change, basedOn: null });
      await store.deleteRule("few", { basedOn: 1, by: "mateo", at: T0 + 1 });
      const { rows } = await state.db.execute(
        sql`SELECT by, action, subject FROM northstar.audit WHERE tenant = ${store.tenant} ORDER BY at`,
      );
      expect(rows).toEqual([
        { by: "irene", action: "alert_rule.saved", subject: "few 1" },
        { by: "mateo", action: "alert_rule.deleted", subject: "few" },
      ]);
    });
  });

  describe("the lease", () => {
    test("is one holder's until it runs out, and each next one has a higher fence", async () => {
      const mine = await store.takeLease("alerts", "me", 1000, T0);
      expect(mine).toEqual({ name: "alerts", holder: "me", fence: 1, until: T0 + 1000 });
      expect(await store.takeLease("alerts", "you", 1000, T0 + 999)).toBeNull();
      expect(await store.takeLease("alerts", "me", 1000, T0 + 500)).toMatchObject({ fence: 1, until: T0 + 1500 });
      expect(await store.takeLease("alerts", "you", 1000, T0 + 1500)).toMatchObject({ holder: "you", fence: 2 });
    });

    test("one who was slow writes nothing after the next", async () => {
      const slow = await lease();
      await store.takeLease("alerts", "you", 60_000, T0 + 60_000);
      const change = { ...NOTHING, rows: [rowOf()], history: [entryOf()], messages: [messageOf()] };
      expect(await store.commit(change, slow)).toBe(false);
      expect(await store.alertRows()).toEqual([]);
      expect(await jobs("slack")).toEqual([]);
    });

    test("that is let go is free at once", async () => {
      await store.releaseLease(await lease());
      expect(await store.takeLease("alerts", "you", 1000, T0)).toMatchObject({ holder: "you" });
    });

    test("many who reach for it: one has it", async () => {
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, index) => store.takeLease("alerts", `engine-${index}`, 1000, T0)),
      );
      expect(taken.filter((held) => held !== null)).toHaveLength(1);
    });
  });

  describe("an evaluation", () => {
    test("is written whole: states, history, messages and their jobs", async () => {
      const entry = entryOf();
      const message = messageOf({ historyIds: [entry.id] });
      const untold = [{ historyId: entry.id, channel: "mail", recipient: "ana", status: "withheld" as const }];
      await store.saveRule(RULE, { basedOn: null, by: "irene", origin: "app", at: T0 });
      expect(await commit({ rows: [rowOf()], history: [entry], messages: [message], untold })).toBe(true);
      expect(await store.alertRows()).toEqual([rowOf()]);
      const [id = ""] = await jobs("slack");
      expect(await store.outbox(id)).toEqual({ ...message, id, attempts: 0, status: "waiting" });
      const { entries } = await store.history({ audienceId: "directors", limit: 10 });
      expect(entries).toMatchObject([
        {
          id: entry.id,
          at: "2026-11-23T10:00:00.000Z",
          ruleTitle: RULE.title,
          level: "red",
          value: 7,
          deliveries: [
            { channel: "slack", recipient: "ops", status: "waiting", at: "2026-11-23T10:00:00.000Z" },
            { channel: "mail", recipient: "ana", status: "withheld", at: "2026-11-23T10:00:00.000Z" },
          ],
        },
      ]);
    });

    test("that fails leaves nothing, not even a job", async () => {
      const entry = entryOf();
      await expect(commit({ rows: [rowOf()], messages: [messageOf()], history: [entry, entry] })).rejects.toThrow();
      expect(await store.alertRows()).toEqual([]);
      expect(await jobs("slack")).toEqual([]);
    });

    test("puts out a message once, whoever says it again", async () => {
      const message = messageOf();
      await commit({ messages: [message] });
      await commit({ messages: [message, messageOf({ channel: "mail" })] });
      expect(await jobs("slack")).toHaveLength(1);
      expect(await jobs("mail")).toHaveLength(1);
    });

    test("a state is that of the last look", async () => {
      await commit({ rows: [rowOf()] });
      const later = rowOf({ state: { ...STATE, status: "recovering" }, episode: 2, ruleVersion: 3, told: {} });
      await commit({ rows: [later, rowOf({ audienceId: "marketing" })] });
      const rows = await store.alertRows();
      expect(rows).toHaveLength(2);
      expect(rows.find(({ audienceId }) => audienceId === "directors")).toEqual(later);
    });

    test("takes thousands of rules", async () => {
      const rows = Array.from({ length: 2500 }, (_, index) => rowOf({ ruleId: `rule-${index}` }));
      await commit({ rows, history: rows.map(({ ruleId }) => entryOf({ ruleId })) });
      expect(await store.alertRows()).toHaveLength(2500);
    });

    test("what is to wait until the morning isn't fetched before", async () => {
      await commit({ messages: [messageOf({ notBefore: Date.now() + 3_600_000 })] });
      expect(await jobs("slack")).toEqual([]);
    });
  });

  describe("history", () => {
    test("comes in pages, newest first, none twice and none left out", async () => {
      const entries = Array.from({ length: 25 }, (_, index) => entryOf({ at: T0 + Math.floor(index / 2) }));
      await commit({ history: entries });
      const seen: string[] = [];
      let before: string | undefined;
      do {
        const page = await store.history({ audienceId: "directors", limit: 10, before });
        seen.push(...page.entries.map(({ id }) => id));
        before = page.next ?? undefined;
      } while (before !== undefined);
      expect(seen.toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
      const times = seen.map((id) => entries.find((entry) => entry.id === id)?.at ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    });

    test("is an audience's own, and of the rules asked for", async () => {
      await commit({
        history: [entryOf(), entryOf({ audienceId: "marketing" }), entryOf({ ruleId: "many", level: "amber" })],
      });
      const { entries } = await store.history({ audienceId: "directors", ruleIds: ["many"], limit: 10 });
      expect(entries.map(({ level }) => level)).toEqual(["amber"]);
    });

    test("a cursor that is none begins at the end", async () => {
      await commit({ history: [entryOf()] });
      expect((await store.history({ audienceId: "directors", limit: 10, before: "'; --" })).entries).toHaveLength(1);
    });
  });

  describe("what people say", () => {
    test("an acknowledgement is of everybody who sees the same rows, and in the history of each", async () => {
      const others = rowOf({ audienceId: "marketing" });
      const elsewhere = rowOf({ audienceId: "colombia", rows: "CO" });
      await commit({ rows: [rowOf(), others, elsewhere], history: [entryOf()] });
      await store.acknowledge({ ruleId: "few", rows: "all", episode: 1, by: "lucia", at: T0 + 1, note: "On it" });
      expect(await store.acknowledgements()).toEqual([
        { ruleId: "few", rows: "all", episode: 1, by: "lucia", at: T0 + 1, note: "On it" },
      ]);
      for (const audienceId of ["directors", "marketing"]) {
        const { entries } = await store.history({ audienceId, limit: 1 });
        expect(entries).toMatchObject([
          { event: "acknowledged", by: "lucia", note: "On it", value: 7, unit: "people" },
        ]);
      }
      expect((await store.history({ audienceId: "colombia", limit: 1 })).entries).toEqual([]);
    });

    test("a snooze lasts until it is ended", async () => {
      await commit({ rows: [rowOf()] });
      await store.snooze("few", "all", T0 + 5, "lucia", T0);
      await store.snooze("few", "all", T0 + 9, "mateo", T0);
      expect(await store.snoozes()).toEqual([{ ruleId: "few", rows: "all", until: T0 + 9, by: "mateo" }]);
      await store.snooze("few", "all", null, "lucia", T0 + 1);
      expect(await store.snoozes()).toEqual([]);
      const { entries } = await store.history({ audienceId: "directors", limit: 10 });
      expect(entries.map(({ event }) => event).toSorted()).toEqual(["snoozed", "snoozed", "unsnoozed"]);
    });

    test("a mute is there until its time", async () => {
      const until = new Date(T0 + 1000).toISOString();
      const { id } = await store.addMute({ labels: { team: "growth" }, until, by: "irene", note: null }, T0);
      expect(await store.mutes(T0)).toEqual([{ id, labels: { team: "growth" }, until, by: "irene", note: null }]);
      expect(await store.mutes(T0 + 1000)).toEqual([]);
      expect(await store.removeMute(id, "irene", T0)).toBe(true);
      expect(await store.removeMute(id, "irene", T0)).toBe(false);
    });

    test("readers are remembered while they come", async () => {
      const audience = { id: "a", rows: "all", claims: { tenant: store.tenant, roles: ["director"], filters: {} } };
      await store.noteAudience(audience, T0);
      await store.noteAudience(audience, T0 + 10);
      expect(await store.audiences(T0 + 9)).toEqual([audience]);
      expect(await store.audiences(T0 + 10)).toEqual([]);
    });

    test("who wants no more of a rule, or of any", async () => {
      await store.unsubscribe("mail", "ana", "few", T0);
      await store.unsubscribe("mail", "ana", null, T0);
      await store.unsubscribe("mail", "ana", null, T0);
      expect(await store.unsubscriptions()).toEqual(
        expect.arrayContaining([
          { channel: "mail", recipientId: "ana", ruleId: "few" },
          { channel: "mail", recipientId: "ana", ruleId: null },
        ]),
      );
      expect(await store.unsubscriptions()).toHaveLength(2);
    });
  });

  describe("messages on their way", () => {
    async function putOut(own: Partial<AlertMessage> = {}): Promise<string> {
      await commit({ messages: [messageOf(own)] });
      const [id = ""] = await jobs(own.channel ?? "slack");
      return id;
    }

    test("count their attempts, and remember what the channel called the first of a thread", async () => {
      const first = await putOut();
      await store.noteDelivery(first, { status: "retrying", at: T0, problem: "It answered 500." });
      await store.noteDelivery(first, { status: "sent", at: T0 + 1, reference: "1700.1" });
      expect(await store.outbox(first)).toMatchObject({ attempts: 2, status: "sent" });
      const second = await putOut({ createdAt: T0 + 5 });
      await store.noteDelivery(second, { status: "sent", at: T0 + 6, reference: "1700.2" });
      expect(await store.threadReference("slack", "ops", "few.1")).toBe("1700.1");
      expect(await store.threadReference("slack", "ops", "few.2")).toBeNull();
    });

    test("that are dead are shown, sent again, or let go", async () => {
      const id = await putOut();
      expect(await store.retryDeadLetter(id, "irene", T0)).toBe(false);
      await store.noteDelivery(id, { status: "dead", at: T0 + 1, problem: "The channel is gone." });
      expect(await store.deadLetters()).toMatchObject([{ entry: { id }, problem: "The channel is gone.", at: T0 + 1 }]);
      expect(await store.retryDeadLetter(id, "irene", T0 + 2)).toBe(true);
      expect(await jobs("slack")).toEqual([id]);
      expect(await store.outbox(id)).toMatchObject({ status: "waiting", attempts: 0 });
      await store.noteDelivery(id, { status: "dead", at: T0 + 3 });
      expect(await store.discardDeadLetter(id, "irene", T0 + 4)).toBe(true);
      expect(await store.deadLetters()).toEqual([]);
      expect(await store.retryDeadLetter(randomUUID(), "irene", T0)).toBe(false);
    });

    test("lose what they said a month after they were sent; what waits doesn't", async () => {
      const [sent, dead] = [await putOut(), await putOut()];
      await store.noteDelivery(sent, { status: "sent", at: T0 });
      await store.noteDelivery(dead, { status: "dead", at: T0 });
      await commit({ history: [entryOf({ at: T0 })] });
      await store.prune(T0 + 31 * 86_400_000);
      expect(await store.outbox(sent)).toBeNull();
      expect(await store.outbox(dead)).not.toBeNull();
      expect((await store.history({ audienceId: "directors", limit: 1 })).entries).toHaveLength(1);
      await store.prune(T0 + 401 * 86_400_000);
      expect((await store.history({ audienceId: "directors", limit: 1 })).entries).toEqual([]);
    });
  });

  test("tenants see nothing of one another", async () => {
    const entry = entryOf();
    await commit({ rows: [rowOf()], history: [entry], messages: [messageOf({ dedupKey: "same" })] });
    await store.saveRule(RULE, { basedOn: null, by: "irene", origin: "app", at: T0 });
    const [id = ""] = await jobs("slack");
    const other = await createAlertStore(state, randomUUID());
    expect(await other.alertRows()).toEqual([]);
    expect(await other.rules()).toEqual([]);
    expect((await other.history({ audienceId: "directors", limit: 1 })).entries).toEqual([]);
    expect(await other.outbox(id)).toBeNull();
    const held = await other.takeLease("alerts", "you", 1000, T0);
    expect(held && (await other.commit({ ...NOTHING, messages: [messageOf({ dedupKey: "same" })] }, held))).toBe(true);
    await other.close();
  });

  test("a change is told to listeners, here and in another process", async () => {
    const second = isShared ? await open() : state;
    const other = await createAlertStore(second, store.tenant);
    const told = new Promise<void>((resolve) => other.onChange(resolve));
    await store.saveRule(RULE, { basedOn: null, by: "irene", origin: "app", at: T0 });
    await Promise.race([told, setTimeout(10_000).then(() => Promise.reject(new Error("nothing was told")))]);
    await other.close();
    if (isShared) await second.close();
  });
});
