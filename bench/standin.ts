// Prints how long answering 100,000 rows keeps the event loop from other work, at each step and through Cube's HTTP face.
// The aim is 50 ms at most; compiling the model, once, is over it.
// Run: ./node_modules/.bin/node bench/standin.ts
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { transformData } from "../packages/server/src/cube/result/transform.ts";
import type { TransformRequest } from "../packages/server/src/cube/result/types.ts";
import { claimsOf } from "../packages/server/src/cube/testing/claims.ts";
import { createTestRuntime } from "../packages/server/src/cube/testing/runtime.ts";
import { createTestWarehouse } from "../packages/server/src/cube/testing/warehouse.ts";

const ROWS = 100_000;

/** Longest work of the main thread between two turns of the event loop, in its own processor time: other processes don't count. */
function watchTurns(): () => number {
  let longest = 0;
  let last = process.threadCpuUsage();
  let watching = true;
  const turn = () => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, now.user - last.user + now.system - last.system);
    last = now;
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    watching = false;
    return longest / 1000;
  };
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const stop = watchTurns();
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  console.log(`${name.padEnd(44)} ${took.toFixed(0).padStart(6)} ms, longest turn ${stop().toFixed(1)} ms`);
}

const request: TransformRequest = {
  aliasToMemberNameMap: { t: "v.t.day", a: "v.a", n: "v.n" },
  annotation: {
    "v.t.day": { type: "time" },
    "v.t": { type: "time" },
    "v.a": { type: "string" },
    "v.n": { type: "number" },
  },
  query: { timeDimensions: [{ dimension: "v.t", granularity: "day" }] },
};
const rows = Array.from({ length: ROWS }, (_, i) => ({ t: "2026-01-31T00:00:00.000Z", a: `name ${i}`, n: String(i) }));
for (const resType of ["default", "compact", "columnar"] as const) {
  await measure(`transform, ${resType}`, () => transformData({ ...request, resType }, { kind: "rows", rows }));
}

const warehouse = await createTestWarehouse({ visits: ROWS });
const cube = await createTestRuntime(warehouse, { verifyToken: async () => claimsOf("analyst") });
const query = {
  dimensions: ["traffic.id", "traffic.page"],
  measures: ["traffic.count"],
  timeDimensions: [{ dimension: "traffic.visited_at", granularity: "second" }],
  limit: ROWS,
} as const;
await measure("first answer (compiles the model)", () =>
  cube.load({ measures: ["traffic.count"] }, claimsOf("analyst")),
);
await measure("load in the process, from the warehouse", () => cube.load(query as never, claimsOf("analyst")));
await measure("load in the process, from the cache", () => cube.load(query as never, claimsOf("analyst")));

const server = createServer((req, res) => cube.handle(req, res));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cubejs-api/v1/load`;
for (const responseFormat of ["default", "compact", "columnar"]) {
  await measure(`load over HTTP, ${responseFormat}`, async () => {
    const response = await fetch(`${url}?query=${encodeURIComponent(JSON.stringify({ ...query, responseFormat }))}`, {
      headers: { authorization: "Bearer any" },
    });
    // Bytes only: parsing them is the client's work, and it is in this process too.
    await response.arrayBuffer();
  });
}
server.closeAllConnections();
server.close();
await cube.close();
warehouse.close();
