import { describe, expect, it, vi } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import { CubeRuntimeError } from "../cube/errors.ts";
import type { CubeRuntime } from "../cube/types.ts";
import type { NorthstarOptions } from "../options.ts";
import { NOW, SECRET, WATERMARKS } from "../testing/community.ts";
import { ask, linesOf, load, problemOf } from "../testing/requests.ts";
import { ANSWER, createRuntimeDouble, META } from "../testing/runtimeDouble.ts";

const people = { measures: ["executive.people"] };
const byCountry = { ...people, dimensions: ["executive.country"] };

async function open(loadDouble?: CubeRuntime["load"], options: Partial<NorthstarOptions> = {}) {
  const faults: unknown[] = [];
  const runtime = createRuntimeDouble(loadDouble);
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: runtime,
    watermarks: async () => WATERMARKS,
    now: () => NOW,
    onError: (error) => faults.push(error),
    ...options,
  });
  return { northstar, runtime, faults };
}

const plain = (path: string, init?: RequestInit) => new Request(`http://northstar.test${path}`, init);

describe("tokens", () => {
  it.each(["/northstar/v1/load", "/northstar/v1/catalog", "/northstar/v1/freshness", "/northstar/v1/events"])(
    "%s answers 401 with a code to a request without a good one",
    async (path) => {
      const { northstar } = await open();
      const { northstar: elsewhere } = await open(undefined, { secret: `${SECRET}!` });
      const { northstar: earlier } = await open(undefined, { now: () => new Date(NOW.getTime() - 3_600_000) });
      const { northstar: billing } = await open(undefined, { audience: "billing" });
      const grant = { sub: "a", roles: ["director"] as const };
      const cases: [string | undefined, string][] = [
        [undefined, "token_missing"],
        ["", "token_missing"],
        ["Bearer", "token_malformed"],
        ["Basic YTpi", "token_malformed"],
        ["Bearer a b", "token_malformed"],
        ["Bearer nonsense", "token_malformed"],
        [`Bearer ${await elsewhere.signToken(grant)}`, "token_signature"],
        [`Bearer ${await earlier.signToken(grant)}`, "token_expired"],
        [`Bearer ${await billing.signToken(grant)}`, "token_audience"],
      ];
      const method = path.endsWith("load") ? "POST" : "GET";
      for (const [authorization, code] of cases) {
        const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
        const response = await northstar.fetch(plain(path, { method, headers }));
        expect(response.headers.get("www-authenticate")).toContain("Bearer");
        expect(response.headers.get("cache-control")).toBe("no-store");
        expect(await problemOf(response)).toMatchObject({ status: 401, code, type: `urn:northstar:problem:${code}` });
      }
    },
  );

  it("are looked at before the body", async () => {
    const { northstar } = await open();
    const response = await northstar.fetch(
      plain("/northstar/v1/load", { method: "POST", body: "x".repeat(2_000_000) }),
    );
    expect((await problemOf(response)).code).toBe("token_missing");
  });
});

describe("the secret and the options", () => {
  it.each<[Partial<NorthstarOptions>, string]>([
    [{ secret: "" }, "secret_missing"],
    [{ secret: "short" }, "secret_short"],
    [{ secret: "northstar-sample-secret-never-use-it-in-production", production: true }, "secret_known"],
    [{ allowedOrigins: ["https://intranet.example/"] }, "option_invalid"],
    [{ allowedOrigins: ["intranet"] }, "option_invalid"],
    [{ timeZone: "Bogota" }, "option_invalid"],
    [{ currency: "dollars" }, "option_invalid"],
    [{ concurrency: 0 }, "option_invalid"],
  ])("%j keeps it from starting: %s", async (options, code) => {
    await expect(open(undefined, options)).rejects.toMatchObject({ code });
  });
});

describe("the body of a load", () => {
  const post = async (body: RequestInit["body"]) => {
    const { northstar } = await open();
    return await problemOf(
      await ask(northstar, {}, "/northstar/v1/load", { method: "POST", body, duplex: "half" } as RequestInit),
    );
  };
  const query = (id: unknown) => ({ id, query: people });

  it.each<[string, string, string, number]>([
    ["empty", "", "body_malformed", 400],
    ["half a JSON", '{"queries":', "body_malformed", 400],
    ["null", "null", "request_invalid", 400],
    ["a list", "[]", "request_invalid", 400],
    ["no queries", "{}", "request_invalid", 400],
    ["none in the list", '{"queries":[]}', "request_invalid", 400],
    ["an unknown key", JSON.stringify({ queries: [query("a")], cache: false }), "request_invalid", 400],
    [
      "an unknown key of a query",
      JSON.stringify({ queries: [{ ...query("a"), role: "analyst" }] }),
      "request_invalid",
      400,
    ],
    ["a number as id", JSON.stringify({ queries: [query(1)] }), "request_invalid", 400],
    ["no id", JSON.stringify({ queries: [{ query: people }] }), "request_invalid", 400],
    ["the same id twice", JSON.stringify({ queries: [query("a"), query("a")] }), "duplicate_id", 400],
    [
      "101 queries",
      JSON.stringify({ queries: Array.from({ length: 101 }, (_, index) => query(`q${index}`)) }),
      "too_many_queries",
      400,
    ],
    ["100,000 brackets", "[".repeat(100_000) + "]".repeat(100_000), "body_malformed", 400],
    [
      "groups 10,000 deep",
      `{"queries":[{"id":"a","query":{"filters":[${'{"and":['.repeat(10_000)}${"]}".repeat(10_000)}]}}]}`,
      "body_malformed",
      400,
    ],
    ["a byte over 1 MB", " ".repeat(1_048_577), "body_too_large", 413],
  ])("%s", async (_, body, code, status) => {
    expect(await post(body)).toMatchObject({ code, status });
  });

  it("a byte that isn't UTF-8", async () => {
    expect(await post(new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({ code: "body_malformed" });
  });

  it("a stream over 1 MB is cut off where it passes it, whatever its length was said to be", async () => {
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
        if (sent > 100_000_000) controller.close();
      },
    });
    expect(await post(stream)).toMatchObject({ code: "body_too_large", status: 413 });
    expect(sent).toBeLessThan(2_000_000);
  });

  it("says where", async () => {
    expect(await post('{"queries":[{"id":"","query":{}}]}')).toMatchObject({ members: ["queries[0].id"] });
  });
});

describe("a batch", () => {
  it("whose queries all fail alike has that status, with the problem of each", async () => {
    const { northstar } = await open();
    const one = await problemOf(await load(northstar, {}, { measures: ["technical.runs"] }));
    expect(one).toMatchObject({ status: 403, code: "member_denied", members: ["technical.runs"] });
    const two = await problemOf(await load(northstar, {}, { measures: ["executive.x"] }, { ...people, limit: 0 }));
    expect(two).toMatchObject({
      status: 400,
      errors: [
        { id: "q0", error: { code: "unknown_member" } },
        { id: "q1", error: { code: "limit_invalid" } },
      ],
    });
  });

  it("whose queries fail differently is lines", async () => {
    const { northstar } = await open();
    const response = await load(northstar, {}, { measures: ["technical.runs"] }, { measures: ["executive.x"] });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/x-ndjson; charset=utf-8",
    ]);
    const lines = await linesOf(response);
    expect(lines.get("q0")).toMatchObject({ error: { status: 403 } });
    expect(lines.get("q1")).toMatchObject({
      error: { status: 400, members: ["executive.x"], detail: expect.stringContaining("queries[1]") },
    });
  });

  it("answers what can be answered", async () => {
    const { northstar } = await open();
    const lines = await linesOf(await load(northstar, {}, { measures: ["executive.x"] }, people));
    expect(lines.get("q0")).toHaveProperty("error");
    expect(lines.get("q1")).toMatchObject({ data: ANSWER.data });
  });

  it("sends each line when it is ready, not when all are", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { northstar } = await open(async (query) => {
      if (query.dimensions) await slow;
      return ANSWER;
    });
    const response = await load(northstar, {}, byCountry, people);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect(JSON.parse((await reader.read()).value!)).toMatchObject({ id: "q1" });
    release();
    expect(JSON.parse((await reader.read()).value!)).toMatchObject({ id: "q0" });
    expect((await reader.read()).done).toBe(true);
  });

  it("asks equal queries once, the order of their keys aside", async () => {
    const asked = vi.fn(async () => ANSWER);
    const { northstar } = await open(asked);
    const turned = { dimensions: byCountry.dimensions, measures: byCountry.measures };
    const lines = await linesOf(await load(northstar, {}, byCountry, turned, people));
    expect([...lines.keys()].sort()).toEqual(["q0", "q1", "q2"]);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("never has more than the set number of queries at Cube", async () => {
    let running = 0;
    let most = 0;
    const { northstar } = await open(
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return ANSWER;
      },
      { concurrency: 3 },
    );
    await linesOf(
      await load(northstar, {}, ...Array.from({ length: 20 }, (_, index) => ({ ...people, limit: index + 1 }))),
    );
    expect([most, running]).toEqual([3, 0]);
  });

  it("gives up when the client leaves: what runs is told, what waits isn't asked", async () => {
    const signals: AbortSignal[] = [];
    const { northstar } = await open(
      (query, _, options) => {
        if (query.limit === 1) return Promise.resolve(ANSWER);
        signals.push(options!.signal!);
        return new Promise((_resolve, reject) =>
          options!.signal!.addEventListener("abort", () => reject(new CubeRuntimeError("aborted", "gone"))),
        );
      },
      { concurrency: 2 },
    );
    const response = await load(northstar, {}, ...[1, 2, 3, 4, 5].map((limit) => ({ ...people, limit })));
    await response.body!.cancel();
    await expect.poll(() => signals.map((signal) => signal.aborted)).toEqual([true, true]);
  });

  it("hands Cube the query with the policy in it", async () => {
    const asked = vi.fn<CubeRuntime["load"]>(async () => ANSWER);
    const { northstar } = await open(asked);
    await linesOf(await load(northstar, { tenant: "t1", filters: { country: ["CO"] } }, people));
    expect(asked.mock.calls[0]![0].filters).toEqual([
      { member: "executive.tenant", operator: "equals", values: ["t1"] },
      { member: "executive.country", operator: "equals", values: ["CO"] },
    ]);
  });
});

describe("a fault of Cube", () => {
  const SQL = "SELECT secret FROM people WHERE token = 'hunter2' -- /srv/warehouse.duckdb";
  it.each<[string, Error, number, string]>([
    [
      "hidden member",
      new CubeRuntimeError("hidden_member", "no", { members: ["executive.people"] }),
      403,
      "member_denied",
    ],
    ["bad query", new CubeRuntimeError("bad_query", "no"), 400, "query_refused"],
    ["timeout", new CubeRuntimeError("query_timeout", "slow"), 504, "query_timeout"],
    ["internal", new CubeRuntimeError("internal", "no", { cause: new Error(SQL) }), 500, "query_failed"],
    ["anything else", new Error(SQL), 500, "internal_error"],
  ])("%s", async (_, error, status, code) => {
    const { northstar, faults } = await open(async () => {
      throw error;
    });
    const response = await load(northstar, {}, people);
    const text = await response.clone().text();
    expect(await problemOf(response)).toMatchObject({ status, code });
    expect(text).not.toMatch(/SELECT|FROM|hunter2|\/srv|at .*\.ts:/);
    expect(faults.length).toBe(status >= 500 ? 1 : 0);
  });

  it("a query that takes too long is given up", async () => {
    const { northstar } = await open(
      (_, __, options) =>
        new Promise((_resolve, reject) => options!.signal!.addEventListener("abort", () => reject(new Error("stop")))),
      { queryTimeoutSeconds: 0.01 },
    );
    expect(await problemOf(await load(northstar, {}, people))).toMatchObject({ status: 504, code: "query_timeout" });
  });

  it("a model that can't be read is a 500, and is read again the next time", async () => {
    const { northstar, runtime } = await open();
    runtime.meta = vi
      .fn(runtime.meta)
      .mockRejectedValueOnce(new CubeRuntimeError("model_invalid", "The model does not compile."));
    expect(await problemOf(await load(northstar, {}, people))).toMatchObject({ status: 500, code: "model_invalid" });
    expect((await load(northstar, {}, people)).status).toBe(200);
  });

  it("watermarks that can't be read leave the answer without one", async () => {
    const { northstar, faults } = await open(undefined, { watermarks: () => Promise.reject(new Error("locked")) });
    const lines = await linesOf(await load(northstar, {}, people));
    expect(lines.get("q0")).toMatchObject({ data: ANSWER.data, freshness: { sources: ["crm"], watermark: null } });
    expect(faults.length).toBe(1);
  });
});

describe("the rest of the face", () => {
  it("404 and 405 are problems too", async () => {
    const { northstar } = await open();
    expect(await problemOf(await northstar.fetch(plain("/nothing")))).toMatchObject({ status: 404, code: "not_found" });
    expect(await problemOf(await northstar.fetch(plain("/northstar/v1/sql")))).toMatchObject({ status: 404 });
    const response = await northstar.fetch(plain("/northstar/v1/load"));
    expect(response.headers.get("allow")).toBe("POST");
    expect(await problemOf(response)).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect((await northstar.fetch(plain("/northstar/v1/catalog", { method: "DELETE" }))).status).toBe(405);
  });

  it("carries security headers and the request's id, its own or the caller's", async () => {
    const { northstar } = await open();
    const response = await northstar.fetch(plain("/healthz", { headers: { "x-request-id": "abc-1" } }));
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      "x-request-id": "abc-1",
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    const forged = await northstar.fetch(plain("/healthz", { headers: { "x-request-id": "a<script>" } }));
    expect(forged.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect((await problemOf(await northstar.fetch(plain("/nothing")))).status).toBe(404);
  });

  it("lets browsers of the allowed origins in, and of no other", async () => {
    const preflight = (origin: string) =>
      plain("/northstar/v1/load", {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
      });
    const { northstar: closed } = await open();
    expect(
      (await closed.fetch(preflight("https://intranet.example"))).headers.get("access-control-allow-origin"),
    ).toBeNull();
    const { northstar } = await open(undefined, { allowedOrigins: ["https://intranet.example"] });
    const allowed = await northstar.fetch(preflight("https://intranet.example"));
    expect([
      allowed.status,
      allowed.headers.get("access-control-allow-origin"),
      allowed.headers.get("access-control-allow-headers"),
    ]).toEqual([204, "https://intranet.example", "authorization,content-type,x-request-id"]);
    for (const origin of ["https://evil.example", "https://intranet.example.evil.example", "null"]) {
      expect((await northstar.fetch(preflight(origin))).headers.get("access-control-allow-origin")).toBeNull();
    }
    const refused = await northstar.fetch(
      plain("/northstar/v1/load", { method: "POST", headers: { origin: "https://intranet.example" } }),
    );
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([
      401,
      "https://intranet.example",
    ]);
  });

  it("is ready when model and warehouse answer, and says nothing of why not", async () => {
    const { northstar, runtime } = await open();
    expect((await northstar.fetch(plain("/readyz"))).status).toBe(200);
    const { northstar: broken } = await open(undefined, {
      watermarks: () => Promise.reject(new Error("/srv/warehouse is locked")),
    });
    const problem = await problemOf(await broken.fetch(plain("/readyz")));
    expect(problem).toMatchObject({ status: 503, code: "not_ready" });
    expect(JSON.stringify(problem)).not.toContain("/srv");
    await northstar.close();
    await northstar.close();
    expect(runtime.closed).toBe(1);
    expect((await northstar.fetch(plain("/readyz"))).status).toBe(503);
    expect((await northstar.fetch(plain("/healthz"))).status).toBe(200);
    expect(await problemOf(await load(northstar, {}, people))).toMatchObject({ status: 503, code: "closing" });
  });

  it("the model is read again when its version changes, and once for equal claims", async () => {
    const { northstar, runtime } = await open();
    runtime.meta = vi.fn(runtime.meta);
    await linesOf(await load(northstar, {}, people));
    await linesOf(await load(northstar, { sub: "another" }, people));
    expect(runtime.meta).toHaveBeenCalledTimes(1);
    await linesOf(await load(northstar, { filters: { country: ["CO"] } }, people));
    expect(runtime.meta).toHaveBeenCalledTimes(2);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 2000);
    runtime.modelVersion = () => "v2";
    runtime.meta = async () => ({ cubes: META.cubes.map((cube) => ({ ...cube, measures: [] })) });
    expect(await problemOf(await load(northstar, {}, people))).toMatchObject({ code: "member_denied" });
    vi.restoreAllMocks();
  });
});
