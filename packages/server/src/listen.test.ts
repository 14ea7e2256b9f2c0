import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createNorthstar, type Northstar } from "./createNorthstar.ts";
import { CubeRuntimeError } from "./cube/errors.ts";
import type { CubeRuntime } from "./cube/types.ts";
import { type ServedNorthstar, serveNorthstar } from "./listen.ts";
import type { NorthstarOptions } from "./options.ts";
import { openCommunity, SECRET, WATERMARKS } from "./testing/community.ts";
import { problemOf } from "./testing/requests.ts";
import { ANSWER, createRuntimeDouble } from "./testing/runtimeDouble.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(northstar: Northstar): Promise<ServedNorthstar> {
  closers.push(() => northstar.close());
  const served = await serveNorthstar(northstar, { port: 0 });
  closers.push(() => served.close());
  return served;
}

async function serveDouble(options: Partial<NorthstarOptions> = {}, load?: CubeRuntime["load"]) {
  const runtime = createRuntimeDouble(load);
  runtime.handle = (req: IncomingMessage, res: ServerResponse) => {
    if (req.url === "//") throw new TypeError("Invalid URL");
    res.end(`cube ${req.url}`);
  };
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: runtime,
    watermarks: async () => WATERMARKS,
    ...options,
  });
  return { northstar, served: await serve(northstar) };
}

const bearer = async (northstar: Northstar, grant: Partial<Parameters<Northstar["signToken"]>[0]> = {}) => ({
  authorization: `Bearer ${await northstar.signToken({ sub: "a", roles: ["director"], ...grant })}`,
});

describe("one port", () => {
  it("in development: our endpoints are ours, the rest is Cube's", async () => {
    const { served } = await serveDouble({ production: false });
    expect(await (await fetch(`${served.url}/healthz`)).json()).toEqual({ status: "ok" });
    expect((await problemOf(await fetch(`${served.url}/northstar/v1/catalog`))).code).toBe("token_missing");
    for (const path of ["/", "/playground/context", "/cubejs-api/v1/meta", "/northstarry", "/readyz/x"]) {
      expect(await (await fetch(served.url + path)).text()).toBe(`cube ${path}`);
    }
  });

  it("in production: Cube's REST API, and nothing else of it", async () => {
    const { served } = await serveDouble({ production: true });
    expect(await (await fetch(`${served.url}/cubejs-api/v1/meta`)).text()).toBe("cube /cubejs-api/v1/meta");
    for (const path of ["/", "/playground/context", "/cubejs-system/v1/context", "/livez"]) {
      expect((await problemOf(await fetch(served.url + path))).code).toBe("not_found");
    }
  });

  it("lets pages of the allowed origins call Cube's REST API as well, and of no other", async () => {
    const { served } = await serveDouble({ allowedOrigins: ["https://intranet.example"] });
    const seen = async (origin: string, method: string) => {
      const { status, headers } = await fetch(`${served.url}/cubejs-api/v1/meta`, { method, headers: { origin } });
      return [
        status,
        headers.get("access-control-allow-origin"),
        headers.get("access-control-allow-headers"),
        headers.get("vary"),
      ];
    };
    const allowed = "https://intranet.example";
    expect(await seen(allowed, "OPTIONS")).toEqual([204, allowed, "authorization,content-type,x-request-id", "Origin"]);
    expect(await seen(allowed, "GET")).toEqual([200, allowed, null, "Origin"]);
    expect(await seen("https://evil.example", "OPTIONS")).toEqual([204, null, null, "Origin"]);
    expect(await seen("https://evil.example", "GET")).toEqual([200, null, null, "Origin"]);
  });

  it("an address that isn't one doesn't end the process", async () => {
    const { served } = await serveDouble({ production: false });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(served.port, "127.0.0.1", () =>
        socket.end("GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
      );
      socket.setEncoding("utf8").once("data", (text) => resolve(String(text)));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  });

  it("a taken port is one clear sentence", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    closers.push(() => new Promise((resolve) => other.close(() => resolve())));
    const { port } = other.address() as { port: number };
    const northstar = await createNorthstar({
      secret: SECRET,
      cube: createRuntimeDouble(),
      watermarks: async () => [],
    });
    const error = await serveNorthstar(northstar, { port }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: "port_taken",
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
    });
  });

  it("closing ends event streams and frees the port; closing again is nothing", async () => {
    const { northstar, served } = await serveDouble();
    const response = await fetch(`${served.url}/northstar/v1/events`, { headers: await bearer(northstar) });
    const text = response.text();
    await served.close();
    await served.close();
    expect(await text).toContain('event: end\ndata: {"reason":"closing"}');
    await expect(fetch(`${served.url}/healthz`)).rejects.toThrow();
  });

  it("a client that leaves ends its queries", async () => {
    let seen = () => {};
    const aborted = new Promise<void>((resolve) => {
      seen = resolve;
    });
    let asked = () => {};
    const started = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { northstar, served } = await serveDouble({}, (_query, _claims, options) => {
      asked();
      return new Promise((_resolve, reject) =>
        options!.signal!.addEventListener("abort", () => {
          seen();
          reject(new CubeRuntimeError("aborted", "gone"));
        }),
      );
    });
    const req = request(`${served.url}/northstar/v1/load`, { method: "POST", headers: await bearer(northstar) });
    req.on("error", () => {});
    req.end(JSON.stringify({ queries: [{ id: "a", query: { measures: ["executive.people"] } }] }));
    await started;
    req.destroy();
    await aborted;
  });

  it("streams lines over the wire as they are ready", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { northstar, served } = await serveDouble({}, async (query) => {
      if (query.limit === 2) await slow;
      return ANSWER;
    });
    const queries = [1, 2].map((limit) => ({ id: `${limit}`, query: { measures: ["executive.people"], limit } }));
    const response = await fetch(`${served.url}/northstar/v1/load`, {
      method: "POST",
      headers: await bearer(northstar),
      body: JSON.stringify({ queries }),
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('"id":"1"');
    release();
    expect((await reader.read()).value).toContain('"id":"2"');
  });
});

describe("Cube's own REST API, with the real runtime", () => {
  it("takes the same tokens and holds the same policy", async () => {
    const northstar = await openCommunity({ now: undefined });
    const { url } = await serve(northstar);
    const rest = async (query: unknown, headers: Record<string, string>) => {
      const response = await fetch(`${url}/cubejs-api/v1/load?query=${encodeURIComponent(JSON.stringify(query))}`, {
        headers,
      });
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
      return { status: response.status, text: await response.text() };
    };
    const count = { measures: ["executive.new_registrations"] };
    const revenue = { measures: ["executive.sponsorship_revenue"] };

    const answer = await rest(count, await bearer(northstar));
    expect([answer.status, JSON.parse(answer.text).data]).toEqual([200, [{ "executive.new_registrations": "4" }]]);
    const cut = await rest(count, await bearer(northstar, { filters: { country: ["CO"] } }));
    expect(JSON.parse(cut.text).data).toEqual([{ "executive.new_registrations": "2" }]);
    const other = await rest(count, await bearer(northstar, { tenant: "other" }));
    expect(JSON.parse(other.text).data).toEqual([{ "executive.new_registrations": "1" }]);

    const refusals = await Promise.all([
      rest(count, {}),
      rest(count, { authorization: "Bearer nonsense" }),
      rest(count, await bearer(northstar, { roles: ["marketing"] })),
      rest(revenue, await bearer(northstar, { filters: { country: ["CO"] } })),
      rest({ measures: ["executive.nothing"] }, await bearer(northstar)),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([401, 401, 403, 403, 400]);
    for (const { text } of refusals) expect(text).not.toMatch(/SELECT|FROM|stack|\.ts:\d/);
    expect(refusals[3]?.text).toContain("executive.sponsorship_revenue");

    const sql = await fetch(`${url}/cubejs-api/v1/sql?query=${encodeURIComponent(JSON.stringify(count))}`, {
      headers: await bearer(northstar),
    });
    expect(sql.status).toBe(404);
    expect(await sql.text()).not.toMatch(/SELECT/);
  });
});
