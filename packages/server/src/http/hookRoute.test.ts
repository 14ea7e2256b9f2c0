import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import { serveNorthstar } from "../listen.ts";
import type { NorthstarOptions } from "../options.ts";
import { SECRET, WATERMARKS } from "../testing/community.ts";
import { problemOf } from "../testing/requests.ts";
import { createRuntimeDouble } from "../testing/runtimeDouble.ts";
import type { ReceiveHook } from "./hookRoute.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(options: Partial<NorthstarOptions> = {}) {
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: createRuntimeDouble(),
    watermarks: async () => WATERMARKS,
    ...options,
  });
  closers.push(() => northstar.close());
  return northstar;
}

/** Answers with what it was asked. */
function recorder() {
  const calls: { method: string; url: string; name: string; body: string; caller: Parameters<ReceiveHook>[2] }[] = [];
  const hooks: ReceiveHook = async (request, name, caller) => {
    calls.push({ method: request.method, url: request.url, name, body: await request.text(), caller });
    return new Response(null, { status: 202, headers: { "cache-control": "no-store" } });
  };
  return { calls, hooks };
}

const at = (path: string, init?: RequestInit) => new Request(`http://northstar.test/northstar/v1/hooks/${path}`, init);

describe("/northstar/v1/hooks/:name", () => {
  it("hands over what was posted, without a token and untouched", async () => {
    const { calls, hooks } = recorder();
    const northstar = await open({ hooks });
    const response = await northstar.fetch(at("whats%20app?token=a%40b", { method: "POST", body: "é\r\n" }));
    expect([response.status, Object.fromEntries(response.headers)]).toEqual([202, { "cache-control": "no-store" }]);
    expect(calls).toEqual([
      {
        method: "POST",
        url: "http://northstar.test/northstar/v1/hooks/whats%20app?token=a%40b",
        name: "whats app",
        body: "é\r\n",
        caller: { address: null, isLengthTrue: false },
      },
    ]);
  });

  it("is for no browser: a preflight is the hook's to refuse, and nothing is allowed to another origin", async () => {
    const { calls, hooks } = recorder();
    const northstar = await open({ hooks, allowedOrigins: ["https://intranet.example"] });
    const headers = { origin: "https://intranet.example", "access-control-request-method": "POST" };
    const preflight = await northstar.fetch(at("whatsapp", { method: "OPTIONS", headers }));
    const posted = await northstar.fetch(at("whatsapp", { method: "POST", headers, body: "{}" }));
    for (const response of [preflight, posted]) expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(calls.map(({ method }) => method)).toEqual(["OPTIONS", "POST"]);
  });

  it("is nothing without hooks, nor below or above a name", async () => {
    const without = await open();
    expect(await problemOf(await without.fetch(at("whatsapp", { method: "POST" })))).toMatchObject({
      status: 404,
      code: "not_found",
    });
    const { calls, hooks } = recorder();
    const northstar = await open({ hooks });
    for (const path of ["", "whatsapp/more"]) {
      expect((await northstar.fetch(at(path, { method: "POST" }))).status).toBe(404);
    }
    expect(calls).toEqual([]);
  });

  it("answers 503 once it is closing, and 500 without a word for what it doesn't know", async () => {
    const faults: unknown[] = [];
    const northstar = await open({
      hooks: () => Promise.reject(new Error("/srv/secret")),
      onError: (error) => faults.push(error),
    });
    const response = await northstar.fetch(at("whatsapp", { method: "POST" }));
    expect(await response.clone().text()).not.toContain("/srv");
    expect(await problemOf(response)).toMatchObject({ status: 500, code: "internal_error" });
    expect(faults.length).toBe(1);
    await northstar.close();
    expect(await problemOf(await northstar.fetch(at("whatsapp", { method: "POST" })))).toMatchObject({
      status: 503,
      code: "closing",
    });
  });

  it("over a port it knows whose connection it is, and that no more comes than was promised", async () => {
    const { calls, hooks } = recorder();
    const northstar = await open({ hooks });
    const served = await serveNorthstar(northstar, { port: 0 });
    closers.push(() => served.close());
    const status = await new Promise((resolve, reject) => {
      const posted = request(
        `${served.url}/northstar/v1/hooks/whatsapp`,
        { method: "POST", headers: { "x-forwarded-for": "6.6.6.6" } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      posted.once("error", reject);
      posted.end("{}");
    });
    expect(status).toBe(202);
    expect(calls).toMatchObject([
      { name: "whatsapp", body: "{}", caller: { address: "127.0.0.1", isLengthTrue: true } },
    ]);
  });
});
