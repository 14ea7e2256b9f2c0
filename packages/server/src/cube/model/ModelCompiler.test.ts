import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimsOf } from "../testing/claims.ts";
import { failure } from "../testing/failure.ts";
import { createTestRuntime, MODEL_PATH } from "../testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "../testing/warehouse.ts";
import type { CubeRuntime } from "../types.ts";

const director = claimsOf("director");
const COUNT = { measures: ["sales.count"] };

let folder: string;
let warehouse: TestWarehouse;
let cube: CubeRuntime | null = null;
let said: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "northstar-model-"));
  cpSync(MODEL_PATH, folder, { recursive: true });
  warehouse = await createTestWarehouse();
  said = [];
});

afterEach(async () => {
  await cube?.close();
  cube = null;
  warehouse.close();
  rmSync(folder, { recursive: true });
});

async function start(development: boolean): Promise<CubeRuntime> {
  cube = await createTestRuntime(warehouse, {
    modelPath: folder,
    development,
    log: (_event, { error }) => {
      if (error !== undefined) said.push(String(error));
    },
  });
  return cube;
}

/** Saves the model with a change, and lets the second go by after which files are looked at again. */
async function save(from: string, to: string): Promise<void> {
  const path = join(folder, "orders.yml");
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  await wait(1_010);
}

/** What Cube's playground is shown when it asks for the model. */
async function askAsPlayground(runtime: CubeRuntime): Promise<unknown> {
  const server = createServer((req, res) => runtime.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { cubejsToken } = (await (await fetch(`${url}/playground/context`)).json()) as { cubejsToken: string };
    const headers = { authorization: `Bearer ${cubejsToken}` };
    return await (await fetch(`${url}/cubejs-api/v1/meta`, { headers })).json();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const BROKEN = ["{ name: amount, sql: amount, type: sum", "{ name: amount, sql: amount, type: summ"] as const;
const PROBLEM =
  /The model has 1 problem:\n {2}orders\.yml:\d+: orders: measures\.amount\.type is something else\. Choose one of /;

it("goes on with the last model in order, says what is wrong with the new one, and takes it once it is mended", async () => {
  const runtime = await start(true);
  expect((await runtime.load(COUNT, director)).data).toEqual([{ "sales.count": "5" }]);

  await save(...BROKEN);
  expect((await runtime.load(COUNT, director)).data).toEqual([{ "sales.count": "5" }]);
  expect((await runtime.meta(director)).cubes).toHaveLength(1);
  // A tenant that nobody has asked for yet is compiled for from the same files.
  expect((await runtime.load(COUNT, { ...director, tenant: "other" })).data).toEqual([{ "sales.count": "5" }]);
  expect(said.filter((line) => PROBLEM.test(line))).toHaveLength(1);
  expect(said.join()).not.toContain(folder);
  // Who works on the model must not take the last one's answers for the new one's.
  expect(await askAsPlayground(runtime)).toMatchObject({
    status: 500,
    code: "model_invalid",
    error: expect.stringMatching(PROBLEM),
  });

  await save("type: summ", "type: max");
  const { data } = await runtime.load({ measures: ["sales.amount"] }, director);
  // The greatest of 10.50, 5.00, 0.10 and 0.20.
  expect(data).toEqual([{ "sales.amount": "10.5" }]);
});

it("says file, line and mend where there is no model to go on with, in development", async () => {
  await save(...BROKEN);
  const runtime = await start(true);
  const error = await failure(runtime.load(COUNT, director));
  expect(error).toMatchObject({ code: "model_invalid", message: expect.stringMatching(PROBLEM) });
  expect(await failure(runtime.meta(director))).toMatchObject({ code: "model_invalid" });

  await save("type: summ", "type: sum");
  expect((await runtime.load(COUNT, director)).data).toEqual([{ "sales.count": "5" }]);
});

it("names no file to a reader in production; the log has it", async () => {
  await save(...BROKEN);
  const runtime = await start(false);
  const error = await failure(runtime.load(COUNT, director));
  expect(error.message).toBe("The model does not compile, so nothing can be answered. See the server's log.");
  expect(said.some((line) => PROBLEM.test(line))).toBe(true);
});

it("refuses a model that compiles and gives no SQL for a member of a view", async () => {
  await save("{ name: amount, sql: amount, type: sum", "{ name: amount, sql: '{visits.page}', type: sum");
  const runtime = await start(true);
  const { message } = await failure(runtime.load(COUNT, director));
  expect(message).toMatch(/orders\.yml:\d+: .*visits/);
});
