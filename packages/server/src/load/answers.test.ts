import type { LoadLine, Query, SourceWatermark } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import { CubeRuntimeError } from "../cube/errors.ts";
import type { CubeRuntime } from "../cube/types.ts";
import type { NorthstarOptions } from "../options.ts";
import { NOW, SECRET } from "../testing/community.ts";
import { linesOf, load, problemOf } from "../testing/requests.ts";
import { ANSWER, createRuntimeDouble } from "../testing/runtimeDouble.ts";
import type { TokenGrant } from "../token/signToken.ts";

/* What the cache does to a request, on a runtime that counts what it is asked. */

const mark = (source: string, lastEventAt: string): SourceWatermark => ({
  source,
  lastEventAt,
  lastLoadedAt: lastEventAt,
});
const people: Query = { measures: ["executive.people"] };
const revenue: Query = { measures: ["executive.revenue"] };

async function open(
  answer: CubeRuntime["load"] = async () => ANSWER,
  { runtime = {}, ...options }: Partial<NorthstarOptions> & { runtime?: Partial<CubeRuntime> } = {},
) {
  const seen = {
    asked: [] as { measures: readonly string[]; tenant: string }[],
    refreshed: 0,
    marks: [mark("crm", "2026-11-22T10:00:00.000Z"), mark("sponsorship", "2026-11-22T10:00:00.000Z")],
    commit: (_: SourceWatermark[]) => {},
  };
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: {
      ...createRuntimeDouble(async (query, claims, context) => {
        seen.asked.push({ measures: query.measures ?? [], tenant: claims.tenant });
        return await answer(query, claims, context);
      }),
      refresh: async () => {
        seen.refreshed++;
      },
      ...runtime,
    },
    watermarks: async () => seen.marks,
    onWatermark: (listener) => {
      seen.commit = listener;
      return () => {};
    },
    now: () => NOW,
    onError: () => {},
    ...options,
  });
  const ask = async (query: Query, grant: Partial<TokenGrant> = {}) =>
    (await linesOf(await load(northstar, grant, query))).get("q0");
  const move = (source: string, time: string) => {
    seen.marks = seen.marks.map((item) => (item.source === source ? mark(source, time) : item));
    seen.commit(seen.marks);
  };
  return { northstar, seen, ask, move };
}

function openGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const usedOf = (line: LoadLine | undefined) => (line && "data" in line ? line.used : undefined);

describe("an answer that is there", () => {
  it("is given again without asking Cube, and says so", async () => {
    const { seen, ask } = await open(async () => ({
      ...ANSWER,
      usedPreAggregations: { "rollups.people_by_month": {}, "rollups.people_by_hour": {} },
    }));
    const [first, again] = [await ask(people), await ask({ ...people, filters: [], segments: [] })];
    expect(seen.asked).toHaveLength(1);
    expect(usedOf(first)).toMatchObject({ rollups: ["people_by_hour", "people_by_month"], cached: false });
    expect(usedOf(again)).toMatchObject({ rollups: ["people_by_hour", "people_by_month"], cached: true });
    expect({ ...again, used: null }).toEqual({ ...first, used: null });
  });

  it("is shared by everybody of the same tenant, roles and row filters, whoever they are", async () => {
    const { seen, ask } = await open();
    await ask(people, { sub: "ana", roles: ["director", "analyst"], filters: { country: ["CO"] } });
    await ask(people, { sub: "luis", roles: ["analyst", "director"], filters: { country: ["CO"] } });
    expect(seen.asked).toHaveLength(1);
  });

  it.each<[string, Partial<TokenGrant>]>([
    ["tenant", { tenant: "other" }],
    ["role", { roles: ["analyst"] }],
    ["set of roles", { roles: ["director", "analyst"] }],
    ["row filter", { filters: { country: ["CO"] } }],
    ["value of a row filter", { filters: { country: ["MX"] } }],
    ["capability", { can: ["export"] }],
  ])("is not given to another %s", async (_, other) => {
    const { seen, ask } = await open();
    const grant = "filters" in other ? { filters: { country: ["PE"] } } : {};
    await ask(people, grant);
    await ask(people, other);
    await ask(people, grant);
    await ask(people, other);
    expect(seen.asked).toHaveLength(2);
    expect(seen.asked[1]?.tenant).toBe(other.tenant ?? "default");
  });

  it("is not given to somebody else by a model that looks at who asks", async () => {
    const { seen, ask } = await open(undefined, { runtime: { namesReader: () => true } });
    await ask(people, { sub: "ana" });
    await ask(people, { sub: "luis" });
    await ask(people, { sub: "ana" });
    expect(seen.asked).toHaveLength(2);
  });

  it("is not given under another model", async () => {
    let version = "1";
    const { seen, ask } = await open(undefined, { runtime: { modelVersion: () => version } });
    await ask(people);
    version = "2";
    await ask(people);
    expect(seen.asked).toHaveLength(2);
  });

  it("is asked anew when any source has moved, after Cube was told: one tells whose the rows of others are", async () => {
    const { seen, ask, move } = await open();
    await ask(people);
    expect(usedOf(await ask(people))?.cached).toBe(true);
    const { refreshed } = seen;
    move("crm", "2026-11-22T11:30:00.000Z");
    const line = await ask(people);
    expect(usedOf(line)?.cached).toBe(false);
    expect(line).toMatchObject({ freshness: { sources: ["crm"], watermark: "2026-11-22T11:30:00.000Z" } });
    expect(seen.refreshed).toBe(refreshed + 1);
    move("sponsorship", "2026-11-22T11:31:00.000Z");
    expect(usedOf(await ask(people))?.cached).toBe(false);
    expect(seen.asked).toHaveLength(3);
  });

  it("is not kept while the watermarks can't be read", async () => {
    const { seen, ask } = await open(undefined, { watermarks: () => Promise.reject(new Error("locked")) });
    await ask(people);
    await ask(people);
    expect(seen.asked).toHaveLength(2);
  });

  it("is asked anew by another order of measures where that sorts the rows", async () => {
    const { seen, ask } = await open();
    const by = { dimensions: ["executive.country"], limit: 1 };
    await ask({ ...by, measures: ["executive.people", "executive.revenue"] });
    await ask({ ...by, measures: ["executive.revenue", "executive.people"] });
    expect(seen.asked).toHaveLength(2);
  });
});

/** Who asks for what is being asked already shows nowhere: some time after the first, the others are there too. */
const joined = () => new Promise((resolve) => setTimeout(resolve, 200));

describe("requests at the same time", () => {
  it("that ask the same ask Cube once, in whatever batch", async () => {
    const gate = openGate();
    const { northstar, seen } = await open(async () => {
      await gate.opened;
      return ANSWER;
    });
    const batches = [[people], [people, people], [revenue, people], [people]].map((queries) =>
      load(northstar, {}, ...queries).then(linesOf),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    gate.open();
    const answers = await Promise.all(batches);
    expect(seen.asked.map(({ measures }) => measures)).toEqual([["executive.people"], ["executive.revenue"]]);
    expect(answers.map((lines) => lines.size)).toEqual([1, 2, 2, 1]);
    for (const lines of answers) for (const line of lines.values()) expect(line).toHaveProperty("data");
  });

  it("leave the others their answer when one leaves, and end the query when the last does", async () => {
    const signals: AbortSignal[] = [];
    const gate = openGate();
    const { northstar } = await open(async (_query, _claims, { signal } = {}) => {
      if (signal) signals.push(signal);
      await Promise.race([
        gate.opened,
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
      ]);
      return ANSWER;
    });
    const token = await northstar.signToken({ sub: "tester", roles: ["director"] });
    const post = (signal: AbortSignal, query: Query) =>
      northstar.fetch(
        new Request("http://northstar.test/northstar/v1/load", {
          method: "POST",
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify({ queries: [{ id: "q0", query }] }),
          signal,
        }),
      );
    const [leaver, stayer, lonely] = [new AbortController(), new AbortController(), new AbortController()];
    const [first, second, third] = [
      post(leaver.signal, people),
      post(stayer.signal, people),
      post(lonely.signal, revenue),
    ];
    await expect.poll(() => signals.length).toBe(2);
    await joined();
    leaver.abort();
    lonely.abort();
    await Promise.all([first, third]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    gate.open();
    expect((await linesOf(await second)).get("q0")).toHaveProperty("data");
    // What was ended was not kept: who asks afterwards is answered.
    expect((await linesOf(await load(northstar, {}, revenue))).get("q0")).toHaveProperty("data");
  });
});

describe("a failure", () => {
  it("is told to all who wait, and not kept", async () => {
    let isBroken = true;
    const gate = openGate();
    const { northstar, seen, ask } = await open(async () => {
      await gate.opened;
      if (isBroken) throw new CubeRuntimeError("internal", "The disk is full.");
      return ANSWER;
    });
    const both = [1, 2].map(() => load(northstar, {}, people));
    await expect.poll(() => seen.asked.length).toBe(1);
    await joined();
    gate.open();
    for (const response of both) expect(await problemOf(await response)).toMatchObject({ code: "query_failed" });
    expect(seen.asked).toHaveLength(1);
    isBroken = false;
    expect(await ask(people)).toHaveProperty("data");
  });
});

describe("what a caller gets of an answer", () => {
  it("is theirs: changing it changes nobody else's", async () => {
    const { northstar } = await open();
    const claims = { sub: "tester", tenant: "default", roles: ["director"], filters: {}, can: [] };
    const queries = [{ id: "q0", query: people }];
    const [line] = await northstar.load(queries, claims);
    if (line && "data" in line) Object.assign(line.data[0] ?? {}, { "executive.people": "999" });
    expect(await northstar.load(queries, claims)).toMatchObject([{ data: ANSWER.data }]);
  });
});
