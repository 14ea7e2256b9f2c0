import type { LoadRequest, Query } from "@northstar/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer, type FakeServerOptions, problem, problemResponse } from "../testing/FakeServer.ts";
import { CATALOG, FRESHNESS, fakeToken, NOW } from "../testing/fixtures.ts";
import { BatchLoader } from "./batch.ts";
import { readEvents } from "./events.ts";
import { type Fetch, Http } from "./Http.ts";
import { readLines } from "./lines.ts";
import { startLiveFeed } from "./liveFeed.ts";
import { TokenSource } from "./token.ts";

const ask = (measure: string): Query => ({ measures: [measure] });
const measureOf = (query: Query) => query.measures?.[0] ?? "";

function createServer(options: Partial<FakeServerOptions> = {}): FakeServer {
  const answer = (query: Query) => [{ [measureOf(query)]: measureOf(query).length }];
  return new FakeServer({ catalog: CATALOG, freshness: FRESHNESS, answer, ...options });
}

function createLoader(fetch: Fetch, getToken: () => string | Promise<string> = () => "token"): BatchLoader {
  return new BatchLoader(createHttp(fetch, getToken));
}

function createHttp(fetch: Fetch, getToken: () => string | Promise<string> = () => "token"): Http {
  const token = new TokenSource(
    getToken,
    () => NOW,
    () => {},
  );
  return new Http({ apiUrl: "http://server.test/", token, fetch });
}

function streamOf(chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
      controller.close();
    },
  });
}

describe("BatchLoader", () => {
  it("asks all of one tick in one request, each different query once", async () => {
    const server = createServer();
    const loader = createLoader(server.fetch);
    const answers = await Promise.all(["v.a", "v.bb", "v.a"].map((measure) => loader.load(ask(measure))));
    expect(answers.map(({ data }) => data)).toEqual([[{ "v.a": 3 }], [{ "v.bb": 4 }], [{ "v.a": 3 }]]);
    expect(server.requests.map(({ queries }) => queries.map(measureOf))).toEqual([["v.a", "v.bb"]]);
    expect(server.requests[0]?.token).toBe("token");
  });

  it("asks again in a later tick, even the same", async () => {
    const server = createServer();
    const loader = createLoader(server.fetch);
    await loader.load(ask("v.a"));
    await loader.load(ask("v.a"));
    expect(server.requests).toHaveLength(2);
  });

  describe("what is under way", () => {
    /** A server whose answers are let go by hand, each with its number in the order of the questions. */
    function createHeld() {
      const held: (() => void)[] = [];
      const server = createServer({
        answer: (query) => {
          const count = held.length + 1;
          return new Promise((resolve) => held.push(() => resolve([{ [measureOf(query)]: count }])));
        },
      });
      return { server, held, loader: createLoader(server.fetch) };
    }
    const dataOf = async (answer: Promise<{ data: unknown }>) => (await answer).data;

    it("is waited for and not asked again", async () => {
      const { server, held, loader } = createHeld();
      const first = loader.load(ask("v.a"));
      await expect.poll(() => held).toHaveLength(1);
      const later = [loader.load(ask("v.a")), loader.load(ask("v.b"))];
      await expect.poll(() => held).toHaveLength(2);
      for (const give of held) give();
      expect(await Promise.all([first, ...later].map(dataOf))).toEqual([
        [{ "v.a": 1 }],
        [{ "v.a": 1 }],
        [{ "v.b": 2 }],
      ]);
      expect(server.requests.map(({ queries }) => queries.map(measureOf))).toEqual([["v.a"], ["v.b"]]);
    });

    it("goes on for who joined it when who asked first has left", async () => {
      const { server, held, loader } = createHeld();
      const leaving = new AbortController();
      const first = loader.load(ask("v.a"), leaving.signal);
      await expect.poll(() => held).toHaveLength(1);
      const second = loader.load(ask("v.a"));
      leaving.abort();
      await expect(first).rejects.toMatchObject({ name: "AbortError" });
      held[0]?.();
      expect(await dataOf(second)).toEqual([{ "v.a": 1 }]);
      expect(server.requests.map(({ aborted }) => aborted)).toEqual([false]);
    });

    it("is not joined after all have left it", async () => {
      const { server, held, loader } = createHeld();
      const leaving = new AbortController();
      const first = loader.load(ask("v.a"), leaving.signal);
      await expect.poll(() => held).toHaveLength(1);
      leaving.abort();
      const second = loader.load(ask("v.a"));
      await expect(first).rejects.toMatchObject({ name: "AbortError" });
      await expect.poll(() => held).toHaveLength(2);
      held[1]?.();
      expect(await dataOf(second)).toEqual([{ "v.a": 2 }]);
      expect(server.requests.map(({ aborted }) => aborted)).toEqual([true, false]);
    });

    it("is not joined once data or the reader have changed", async () => {
      const { server, held, loader } = createHeld();
      const first = loader.load(ask("v.a"));
      await expect.poll(() => held).toHaveLength(1);
      loader.forget();
      const second = loader.load(ask("v.a"));
      await expect.poll(() => held).toHaveLength(2);
      held[1]?.();
      expect(await dataOf(second)).toEqual([{ "v.a": 2 }]);
      held[0]?.();
      expect(await dataOf(first)).toEqual([{ "v.a": 1 }]);
      expect(server.requests).toHaveLength(2);
    });

    it("that failed is asked again", async () => {
      const server = createServer({ answer: () => problem(503, "not_ready", "Later.") });
      const loader = createLoader(server.fetch);
      await expect(loader.load(ask("v.a"))).rejects.toMatchObject({ code: "not_ready" });
      await expect(loader.load(ask("v.a"))).rejects.toMatchObject({ code: "not_ready" });
      expect(server.requests).toHaveLength(2);
    });
  });

  it("splits what is more than the server takes at a time", async () => {
    const server = createServer();
    const loader = createLoader(server.fetch);
    const measures = Array.from({ length: 230 }, (_, index) => `v.m${index}`);
    const answers = await Promise.all(measures.map((measure) => loader.load(ask(measure))));
    expect(answers.map(({ data }) => Object.keys(data[0] ?? {})[0])).toEqual(measures);
    expect(server.requests.map(({ queries }) => queries.length)).toEqual([100, 100, 30]);
  });

  it("answers each query as its line comes, whatever the order", async () => {
    const release = new Map<string, () => void>();
    const server = createServer({
      answer: (query) =>
        new Promise((resolve) => {
          release.set(measureOf(query), () => resolve([{ [measureOf(query)]: 1 }]));
        }),
    });
    const loader = createLoader(server.fetch);
    const settled: string[] = [];
    const both = Promise.all(
      ["v.slow", "v.fast"].map((measure) => loader.load(ask(measure)).then(() => settled.push(measure))),
    );
    await expect.poll(() => release.size).toBe(2);
    release.get("v.fast")?.();
    await expect.poll(() => settled).toEqual(["v.fast"]);
    release.get("v.slow")?.();
    await both;
    expect(settled).toEqual(["v.fast", "v.slow"]);
  });

  it("reads lines that come in pieces, through the middle of a letter too", async () => {
    const server = createServer({ answer: () => [{ "v.a": "región – ñandú 🎉" }], chunkBytes: 1 });
    const answer = await createLoader(server.fetch).load(ask("v.a"));
    expect(answer.data).toEqual([{ "v.a": "región – ñandú 🎉" }]);
  });

  it("keeps one query's problem to itself", async () => {
    const server = createServer({
      answer: (query) => (measureOf(query) === "v.hidden" ? problem(403, "member_denied", "v.hidden is hidden.") : []),
    });
    const loader = createLoader(server.fetch);
    const [good, bad] = await Promise.allSettled([loader.load(ask("v.a")), loader.load(ask("v.hidden"))]);
    expect(good.status).toBe("fulfilled");
    expect(bad).toMatchObject({
      status: "rejected",
      reason: { code: "member_denied", status: 403, message: "v.hidden is hidden." },
    });
  });

  it("gives each query its own problem when the whole request is refused", async () => {
    const loader = createLoader(async (_input, init) => {
      const { queries } = JSON.parse(String(init?.body)) as LoadRequest;
      const errors = queries.map(({ id, query }) => ({
        id,
        error: problem(403, "member_denied", `${measureOf(query)} is hidden.`),
      }));
      return problemResponse({ ...problem(403, "member_denied", "first"), errors });
    });
    const results = await Promise.allSettled([loader.load(ask("v.a")), loader.load(ask("v.b"))]);
    expect(results.map((result) => (result.status === "rejected" ? result.reason.message : null))).toEqual([
      "v.a is hidden.",
      "v.b is hidden.",
    ]);
  });

  it.each([
    ["a line without data", '{"id":"0","rows":[]}\n', "bad_answer"],
    ["a page instead of lines", "<!doctype html>\n", "bad_answer"],
    ["a missing line", "", "no_answer"],
  ])("says so when the answer holds %s", async (_what, text, code) => {
    const loader = createLoader(async () => new Response(streamOf([text])));
    await expect(loader.load(ask("v.a"))).rejects.toMatchObject({ code });
  });

  it("keeps the answers that came before a stream broke off", async () => {
    const line =
      '{"id":"0","data":[],"annotation":{},"lastRefreshTime":null,"freshness":{"sources":[],"watermark":null}}\n';
    const loader = createLoader(async () => {
      let pulls = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulls += 1;
          if (pulls === 1) controller.enqueue(new TextEncoder().encode(line));
          else controller.error(new TypeError("terminated"));
        },
      });
      return new Response(body);
    });
    const [first, second] = await Promise.allSettled([loader.load(ask("v.a")), loader.load(ask("v.b"))]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ status: "rejected", reason: { code: "network" } });
  });

  it("ends the request when nobody waits for it any more, and not before", async () => {
    const server = createServer({ answer: () => new Promise(() => {}) });
    const loader = createLoader(server.fetch);
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = Promise.allSettled([loader.load(ask("v.a"), one.signal), loader.load(ask("v.b"), other.signal)]);
    await expect.poll(() => server.requests).toHaveLength(1);
    one.abort();
    await Promise.resolve();
    expect(server.requests[0]?.aborted).toBe(false);
    other.abort();
    expect((await waits).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(server.requests[0]?.aborted).toBe(true);
  });

  it("doesn't ask what was left in the same tick, and answers who came back in it", async () => {
    const server = createServer();
    const loader = createLoader(server.fetch);
    const first = new AbortController();
    const left = loader.load(ask("v.a"), first.signal);
    first.abort();
    await expect(left).rejects.toMatchObject({ name: "AbortError" });
    expect((await loader.load(ask("v.a"))).data).toEqual([{ "v.a": 3 }]);
    expect(server.requests).toHaveLength(1);
  });
});

describe("tokens", () => {
  it("renews a refused token once and asks again", async () => {
    const server = createServer();
    server.refusedTokens.add("old");
    const tokens = ["old", "new"];
    const loader = createLoader(server.fetch, () => tokens.shift() ?? "none");
    await loader.load(ask("v.a"));
    expect(server.requests.map(({ token }) => token)).toEqual(["old", "new"]);
  });

  it("gives up when the new one is refused too", async () => {
    const server = createServer();
    server.refusedTokens.add("bad");
    const loader = createLoader(server.fetch, () => "bad");
    await expect(loader.load(ask("v.a"))).rejects.toMatchObject({ code: "token_expired", status: 401 });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("no session"))],
    ["gives nothing", () => ""],
  ])("says whose fault it is when getToken %s", async (_what, getToken) => {
    await expect(createLoader(createServer().fetch, getToken).load(ask("v.a"))).rejects.toMatchObject({
      code: "token_unavailable",
    });
  });

  it("asks the host once for all who wait, and again a minute before the end", async () => {
    let now = NOW;
    const getToken = vi.fn(() => fakeToken({ sub: "ana", exp: now.getTime() / 1000 + 600 }));
    const source = new TokenSource(
      getToken,
      () => now,
      () => {},
    );
    await Promise.all([source.get(), source.get()]);
    now = new Date(NOW.getTime() + 539_000);
    await source.get();
    expect(getToken).toHaveBeenCalledTimes(1);
    now = new Date(NOW.getTime() + 540_000);
    await source.get();
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  it("keeps a fresh token although the browser's clock is an hour ahead", async () => {
    const issuedAt = NOW.getTime() / 1000 - 3600;
    const getToken = vi.fn(() => fakeToken({ sub: "ana", iat: issuedAt, exp: issuedAt + 900 }));
    const source = new TokenSource(
      getToken,
      () => NOW,
      () => {},
    );
    await source.get();
    await source.get();
    expect(getToken).toHaveBeenCalledTimes(1);
  });

  it("tells whom a token is for, not when it ends", async () => {
    const subjects: string[] = [];
    let claims: Record<string, unknown> = { sub: "ana", roles: ["director"], iat: 1, exp: 2 };
    const source = new TokenSource(
      () => fakeToken(claims),
      () => NOW,
      (subject) => subjects.push(subject),
    );
    await source.get();
    claims = { roles: ["director"], sub: "ana", iat: 3, exp: 4 };
    source.drop(await source.get());
    await source.get();
    claims = { sub: "ana", roles: ["devops"], exp: 5 };
    source.drop(await source.get());
    await source.get();
    expect(new Set(subjects).size).toBe(2);
  });
});

describe("lines and events", () => {
  it("gives the same lines however the bytes are cut", async () => {
    const texts = fc.array(
      fc.string({ unit: "binary" }).map((line) => line.replace(/[\r\n]/g, "")),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.slice(index * size, (index + 1) * size),
        );
        const read: string[] = [];
        for await (const line of readLines(streamOf(chunks))) read.push(line);
        expect(read).toEqual(lines.map((line) => new TextDecoder().decode(new TextEncoder().encode(line))));
      }),
      { seed: 42 },
    );
  });

  it("reads events, comments and fields it doesn't know", async () => {
    const text = "retry: 3000\n\n: heartbeat\n\nevent: watermark\ndata: [1,\ndata: 2]\nid: 7\n\ndata:x\n\nevent: cut";
    const events = [];
    for await (const event of readEvents(streamOf([text]))) events.push(event);
    expect(events).toEqual([null, { event: "watermark", data: "[1,\n2]" }, { event: "message", data: "x" }]);
  });
});

describe("startLiveFeed", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("passes on watermarks, and nothing that isn't one", async () => {
    const server = createServer();
    const onWatermarks = vi.fn();
    const onSettled = vi.fn();
    const stop = startLiveFeed({
      http: createHttp(server.fetch),
      onWatermarks,
      onSettled,
      onAlerts: () => {},
      onPoll: () => {},
    });
    await expect.poll(() => server.listeners).toBe(1);
    const watermark = { source: "crm" as const, lastEventAt: null, lastLoadedAt: "2026-11-22T15:00:00Z" };
    server.send('event: watermark\ndata: {broken\n\nevent: end\ndata: {"reason":"closing"}\n\n');
    server.announce([watermark]);
    server.send('event: settled\ndata: ["crm"]\n\n');
    await expect.poll(() => onSettled).toHaveBeenCalled();
    expect(onWatermarks.mock.calls).toEqual([[[watermark]]]);
    expect(onSettled.mock.calls).toEqual([[["crm"]]]);
    stop();
    await expect.poll(() => server.listeners).toBe(0);
  });

  it("comes back with growing pauses, and polls every 30 s meanwhile", async () => {
    const server = createServer();
    server.isDown = true;
    const onPoll = vi.fn();
    const stop = startLiveFeed({
      http: createHttp(server.fetch),
      onWatermarks: () => {},
      onSettled: () => {},
      onAlerts: () => {},
      onPoll,
    });
    // Attempts at 0, 1, 3, 7, 15 and 31 s.
    await vi.advanceTimersByTimeAsync(14_900);
    expect(server.requests).toHaveLength(4);
    expect(onPoll).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(15_200);
    expect(server.requests).toHaveLength(5);
    expect(onPoll).toHaveBeenCalledTimes(1);
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.listeners).toBe(1);
    // The report for what was missed.
    expect(onPoll).toHaveBeenCalledTimes(2);
    stop();
  });

  it("only polls where there are no events", async () => {
    const server = createServer({ hasEvents: false });
    const onPoll = vi.fn();
    const stop = startLiveFeed({
      http: createHttp(server.fetch),
      onWatermarks: () => {},
      onSettled: () => {},
      onAlerts: () => {},
      onPoll,
    });
    await vi.advanceTimersByTimeAsync(95_000);
    expect(server.requests).toHaveLength(1);
    expect(onPoll).toHaveBeenCalledTimes(3);
    stop();
    await vi.advanceTimersByTimeAsync(95_000);
    expect(onPoll).toHaveBeenCalledTimes(3);
  });

  it("doesn't poll while the stream is heard from", async () => {
    const server = createServer();
    const onPoll = vi.fn();
    const stop = startLiveFeed({
      http: createHttp(server.fetch),
      onWatermarks: () => {},
      onSettled: () => {},
      onAlerts: () => {},
      onPoll,
    });
    await vi.advanceTimersByTimeAsync(100);
    for (let heartbeat = 0; heartbeat < 5; heartbeat += 1) {
      server.send(": heartbeat\n\n");
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(onPoll).toHaveBeenCalledTimes(1);
    // A line that has gone dead without a word.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onPoll.mock.calls.length).toBeGreaterThan(1);
    stop();
  });
});
