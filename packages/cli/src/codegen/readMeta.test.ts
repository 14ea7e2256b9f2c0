import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { readMeta } from "./readMeta.ts";

const META = {
  cubes: [
    { name: "hidden", type: "cube", measures: [{ name: "hidden.total" }], dimensions: [], segments: [] },
    {
      name: "sales",
      type: "view",
      meta: null,
      measures: [
        { name: "sales.orders", type: "number", shortTitle: "Orders", aliasMember: "orders.total", meta: { a: 1 } },
        { name: "sales.secret", type: "number", aliasMember: "orders.secret", isVisible: false },
      ],
      dimensions: [{ name: "sales.at", type: "time", aliasMember: "orders.created_at" }],
      segments: [{ name: "sales.paid" }],
    },
  ],
};

function answering(body: unknown, status = 200) {
  return vi.fn<typeof fetch>(async () => Response.json(body, { status }));
}

it("reads the public members of views, and where they come from", async () => {
  const model = await readMeta("http://cube.test", { fetch: answering(META) });
  expect(model).toMatchObject({
    source: "http://cube.test",
    hasPolicies: false,
    views: [
      {
        name: "sales",
        members: [
          { kind: "measure", name: "orders", definedAs: "orders.total", title: "Orders", meta: { a: 1 } },
          { kind: "dimension", name: "at", definedAs: "orders.created_at", type: "time", meta: {} },
          { kind: "segment", name: "paid" },
        ],
      },
    ],
  });
  expect(model.views[0]?.members).toHaveLength(3);
});

it("asks a server's meta with the token, or exactly the address it is given", async () => {
  const fetch = answering(META);
  await readMeta("http://cube.test", { fetch, token: "abc" });
  await readMeta("http://cube.test/analytics/meta?extended=true", { fetch });
  expect(fetch.mock.calls.map(([url, init]) => [String(url), init?.headers])).toEqual([
    ["http://cube.test/cubejs-api/v1/meta", { authorization: "Bearer abc" }],
    ["http://cube.test/analytics/meta?extended=true", {}],
  ]);
});

it("says how to give a token when the server wants another", async () => {
  await expect(readMeta("http://cube.test", { fetch: answering({}, 403) })).rejects.toMatchObject({
    code: "server_refused",
    message: expect.stringMatching(/answered 403\. .*--token or NORTHSTAR_TOKEN/),
  });
});

it("says so when nobody answers", async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    throw new TypeError("fetch failed");
  });
  await expect(readMeta("http://cube.test", { fetch })).rejects.toMatchObject({ code: "server_refused" });
});

it("reads an answer that was kept in a file, and refuses one that is something else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "northstar-meta-"));
  const path = join(folder, "meta.json");
  await writeFile(path, JSON.stringify(META));
  expect((await readMeta(path)).views).toHaveLength(1);
  await writeFile(path, '{"kpis":[]}');
  await expect(readMeta(path)).rejects.toMatchObject({
    code: "meta_invalid",
    message: expect.stringMatching(/meta\.json isn't the answer of Cube's \/cubejs-api\/v1\/meta: .*cubes/s),
  });
  await writeFile(path, "<html>");
  await expect(readMeta(path)).rejects.toThrow("it is no JSON");
  await rm(folder, { recursive: true });
  await expect(readMeta(path)).rejects.toMatchObject({ code: "model_missing" });
});
