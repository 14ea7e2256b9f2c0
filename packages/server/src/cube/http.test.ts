import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerError } from "../errors.ts";
import { toCubeError } from "../load/cubeError.ts";
import { claimsOf } from "./testing/claims.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "./testing/warehouse.ts";
import type { CubeRuntime, CubeRuntimeOptions } from "./types.ts";

interface Served {
  cube: CubeRuntime;
  server: Server;
  url: string;
}

let warehouse: TestWarehouse;
let production: Served;
let development: Served;

async function serve(development: boolean, options: Partial<CubeRuntimeOptions> = {}): Promise<Served> {
  const cube = await createTestRuntime(warehouse, { development, ...options });
  const server = createServer((req, res) => cube.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { cube, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  warehouse = await createTestWarehouse();
  production = await serve(false);
  development = await serve(true);
});

afterAll(async () => {
  for (const served of [production, development]) await end(served);
  warehouse?.close();
});

async function end(served: Served | undefined): Promise<void> {
  served?.server.closeAllConnections();
  served?.server.close();
  await served?.cube.close();
}

/** Status for a path that is sent as it is written, which `fetch` wouldn't do. */
function rawStatus({ url }: Served, path: string, host = "localhost"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ port: new URL(url).port, path, headers: { host, authorization: "Bearer director" } }, (res) => {
      res.resume();
      resolve(res.statusCode);
    }).on("error", reject);
  });
}

function ask({ url }: Served, path: string, token?: string, init: RequestInit = {}) {
  return fetch(url + path, {
    ...init,
    headers: {
      ...(init.headers as Record<string, string>),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: answers are whatever Cube sends, and the expectations say what they must be
const bodyOf = async (response: Promise<Response>): Promise<any> => (await response).json();

const load = (query: unknown, more = "") =>
  `/cubejs-api/v1/load?query=${encodeURIComponent(typeof query === "string" ? query : JSON.stringify(query))}${more}`;
const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

describe("Cube's load endpoint", () => {
  const query = {
    measures: ["sales.count"],
    timeDimensions: [{ dimension: "sales.created_at", granularity: "month", dateRange: ["2026-02-01", "2026-02-28"] }],
  };

  it("answers rows, annotation and query, without what is internal", async () => {
    const body = await bodyOf(ask(production, load(query), "director"));
    expect(body).toMatchObject({
      data: [{ "sales.created_at.month": "2026-02-01T00:00:00.000", "sales.count": "1" }],
      annotation: { measures: { "sales.count": { meta: { kpi: { id: "orders" } } } } },
      query: { timezone: "America/Bogota" },
      slowQuery: false,
    });
    expect(Object.keys(body)).not.toContain("refreshKeyValues");
    expect(JSON.stringify(body)).not.toMatch(/SELECT/);
  });

  it.each(["compact", "columnar"])("answers in the %s format", async (responseFormat) => {
    const { data } = await bodyOf(ask(production, load({ ...query, responseFormat }), "director"));
    const cells = responseFormat === "compact" ? data.dataset[0] : data.columns.flat();
    expect(Object.fromEntries(data.members.map((name: string, index: number) => [name, cells[index]]))).toEqual({
      "sales.created_at.month": "2026-02-01T00:00:00.000",
      "sales.created_at": "2026-02-01T00:00:00.000",
      "sales.count": "1",
    });
  });

  it("answers comparisons with a pivot over compareDateRange", async () => {
    const compared = {
      measures: ["sales.count"],
      timeDimensions: [
        {
          dimension: "sales.created_at",
          compareDateRange: [
            ["2026-01-01", "2026-01-31"],
            ["2026-02-01", "2026-02-28"],
          ],
        },
      ],
    };
    const body = await bodyOf(ask(production, load(compared, "&queryType=multi"), "director"));
    expect(body.queryType).toBe("compareDateRangeQuery");
    expect(body.pivotQuery.dimensions).toEqual(["compareDateRange"]);
    expect(body.results.map(({ data }: { data: object[] }) => data)).toEqual([
      [{ "sales.count": "2", compareDateRange: "2026-01-01T00:00:00.000 - 2026-01-31T23:59:59.999" }],
      [{ "sales.count": "1", compareDateRange: "2026-02-01T00:00:00.000 - 2026-02-28T23:59:59.999" }],
    ]);
  });

  it("answers blended queries with a common time key", async () => {
    const blended = [query, { ...query, measures: ["sales.amount"] }];
    const body = await bodyOf(ask(production, load(blended, "&queryType=multi"), "director"));
    expect(body).toMatchObject({
      queryType: "blendingQuery",
      pivotQuery: {
        measures: ["sales.count", "sales.amount"],
        timeDimensions: [{ dimension: "time", granularity: "month" }],
      },
      results: [
        { data: [{ "time.month": "2026-02-01T00:00:00.000", "sales.count": "1" }] },
        { data: [{ "time.month": "2026-02-01T00:00:00.000", "sales.amount": "0.1" }] },
      ],
    });
  });
});

describe("refusals", () => {
  it.each([
    ["no token", undefined, "token_missing"],
    ["a token that isn't one", "nonsense", "token_invalid"],
  ])("401 for %s", async (_, token, code) => {
    for (const served of [production, development]) {
      const response = await ask(served, load({ measures: ["sales.count"] }), token);
      expect(response.status).toBe(401);
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      expect(await response.json()).toMatchObject({ code });
    }
  });

  it.each(["null", "1", '"text"', "[]", "[null]", "[[]]", "{", ""])("400 for the query %s", async (query) => {
    expect((await ask(production, load(query), "director")).status).toBe(400);
    expect((await ask(production, "/cubejs-api/v1/load", "director", json(`{"query":${query}}`))).status).toBe(400);
  });

  it("400 for many queries at once, soon", async () => {
    const month = {
      measures: ["sales.count"],
      timeDimensions: [{ dimension: "sales.created_at", granularity: "month" }],
    };
    const body = json({ query: Array(3000).fill(month), queryType: "multi" });
    const response = await ask(production, "/cubejs-api/v1/load", "director", body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: expect.stringContaining("20 queries") });
  });

  it("403 by name for a member outside the role", async () => {
    const response = await ask(production, load({ measures: ["sales.amount"] }), "marketing");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "hidden_member", members: ["sales.amount"] });
  });

  it("says in the policy's own words what it refuses, and calls no caller's mistake an error in the log", async () => {
    const logged: string[] = [];
    const limited = await serve(false, {
      log: (event, details) => {
        if (details.error !== undefined || details.warning !== undefined) logged.push(event);
      },
      rewriteQuery: () => {
        throw toCubeError(
          new ServerError("row_filter_not_applicable", "It can't be limited.", { members: ["sales.count"] }),
        );
      },
    });
    try {
      const response = await ask(limited, load({ measures: ["sales.count"] }), "director");
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        code: "row_filter_not_applicable",
        error: "It can't be limited.",
        members: ["sales.count"],
      });
      await ask(limited, load({ measures: ["sales.none"] }), "director");
      await ask(limited, load("{"), "director");
      await ask(limited, "/cubejs-api/v1/load", "director", json("{bad"));
      expect(logged.filter((event) => event !== "Native extension missing")).toEqual([]);
    } finally {
      await end(limited);
    }
  });

  it("400 for a bad query and a body that is no JSON, 413 for one over 1 MB", async () => {
    expect((await ask(production, load({ measures: ["sales.none"] }), "director")).status).toBe(400);
    expect((await ask(production, "/cubejs-api/v1/load", "director", json("{bad"))).status).toBe(400);
    const large = json({ query: { measures: ["sales.count"] }, filler: "x".repeat(1_100_000) });
    expect((await ask(production, "/cubejs-api/v1/load", "director", large)).status).toBe(413);
  });

  it.each([
    "/",
    "/playground/context",
    "/playground/files",
    "/cubejs-api/v1/sql?query={}",
    "/cubejs-api/v1/dry-run?query={}",
    "/cubejs-api/v1/meta?extended",
    "/cubejs-api/v1/meta?extended[]=1",
    "/cubejs-api/v1/meta?%65xtended[a]=1",
    "/cubejs-api/v1/LOAD?query={}",
    "/cubejs-api/graphql",
    "/readyz",
  ])("production has nothing at %s", async (path) => {
    expect((await ask(production, path, "director")).status).toBe(404);
  });

  it.each([
    ["GET", "/cubejs-api/v1/sql?query={}"],
    ["GET", "/cubejs-api/v1/meta?extended"],
    ["GET", "/cubejs-api/v1/meta?extended[]=1"],
    ["GET", "/cubejs-api/v1/dry-run?query={}"],
    ["GET", "/cubejs-api/v1/subscribe?query={}"],
    ["GET", "/cubejs-api/graphql?query={cube{sales{count}}}"],
    ["POST", "/cubejs-api/v1/graphql-to-json"],
    ["POST", "/cubejs-api/v1/cubesql"],
    ["POST", "/cubejs-api/v1/convert-query"],
    ["POST", "/cubejs-api/v1/pre-aggregations/can-use"],
    ["POST", "/cubejs-api/v1/pre-aggregations/jobs"],
    ["DELETE", "/cubejs-api/v1/running-query/1"],
  ])("keeps SQL and what others asked from readers even in development: %s %s", async (method, path) => {
    const response = await ask(development, path, "director", method === "POST" ? json({}) : { method });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "scope_missing" });
  });

  it("routes by the path that it has looked at", async () => {
    for (const path of [
      "/cubejs-api/graphql/../v1/load",
      "/playground/x/../context",
      "http://x/../playground/context",
    ]) {
      expect(await rawStatus(development, path)).toBe(404);
      expect(await rawStatus(production, path)).toBe(404);
    }
  });

  it("answers 404 as a problem, not a page", async () => {
    const response = await ask(development, "/cubejs-api/v1/load", "director", { method: "PUT" });
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });
});

describe("the playground", () => {
  it("is served with the model visible to the analyst, in development", async () => {
    expect(await (await ask(development, "/")).text()).toContain("<!DOCTYPE html>");
    const { files } = await bodyOf(ask(development, "/playground/files"));
    expect(files.map(({ fileName }: { fileName: string }) => fileName)).toEqual(["orders.yml"]);
    const { cubejsToken } = await bodyOf(ask(development, "/playground/context"));
    const { cubes } = await bodyOf(ask(development, "/cubejs-api/v1/meta", cubejsToken));
    expect(cubes.map(({ name }: { name: string }) => name)).toEqual(["sales", "traffic"]);
    const sql = await ask(development, load({ measures: ["sales.count"] }).replace("/load", "/sql"), cubejsToken);
    expect(await sql.text()).toContain("SELECT");
  });

  it("may load nothing from elsewhere: its page has a third party's tracker", async () => {
    const page = await ask(development, "/");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'self' /);
  });

  it("reads as another role when its security context says so", async () => {
    const { token } = await bodyOf(
      ask(development, "/playground/token", undefined, json({ payload: { roles: ["marketing"] } })),
    );
    const { data } = await bodyOf(ask(development, load({ measures: ["sales.count"] }), token));
    expect(data).toEqual([{ "sales.count": "3" }]);
  });

  it("is nobody who only bears its name", async () => {
    const named = await serve(true, { verifyToken: async () => ({ ...claimsOf("director"), sub: "cube-playground" }) });
    try {
      const path = load({ measures: ["sales.count"] });
      expect((await ask(named, path, "of a host")).status).toBe(200);
      expect((await ask(named, path.replace("/load", "/sql"), "of a host")).status).toBe(403);
    } finally {
      await end(named);
    }
  });

  it("changes nothing outside the model and installs nothing", async () => {
    for (const path of ["env", "driver", "generate-schema", "apply-template-packages", "test-connection"]) {
      expect((await ask(development, `/playground/${path}`, undefined, json({}))).status).toBe(404);
    }
  });

  it("gives its token to nobody who came by another name", async () => {
    expect(await rawStatus(development, "/playground/context", "evil.example")).toBe(403);
    expect(await rawStatus(development, "/Playground/context", "evil.example")).toBe(404);
  });
});
