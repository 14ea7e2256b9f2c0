import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeSmallModel } from "../codegen/testing/smallModel.ts";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-codegen-"));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs the command in the folder of the test; its exit code and what it says. */
async function codegen(...options: string[]): Promise<{ code: number; said: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [MAIN, "codegen", ...options], { cwd: folder });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

it("writes a host's catalogue where it is told, finds it as it left it, and says what a change of the model changes", async () => {
  await writeSmallModel(folder);
  const options = ["--model", ".", "--out", "catalog.gen.ts"];
  expect(await codegen(...options)).toEqual({ code: 0, said: "catalog.gen.ts written\n" });
  expect(await codegen(...options, "--check")).toEqual({ code: 0, said: "" });

  await writeSmallModel(folder, { grain: "week" });
  const { code, said } = await codegen(...options, "--check");
  expect(code).toBe(1);
  expect(said).toContain("Run `npx pnpm@12 northstar codegen --model . --out catalog.gen.ts` and commit the result.");
  expect(said).toContain('-       grain: "day",\n+       grain: "week",\n');
  expect(await readFile(join(folder, "catalog.gen.ts"), "utf8")).toContain('grain: "day"');
});

it("reads an answer of Cube's meta that was kept, and says where it is wrong", async () => {
  const member = { name: "traffic.visits", type: "number", meta: { row_filters: [], kpi: { id: "visits" } } };
  await writeFile(
    join(folder, "meta.json"),
    JSON.stringify({ cubes: [{ name: "traffic", type: "view", measures: [member] }] }),
  );
  const { code, said } = await codegen("--from", "meta.json");
  expect(code).toBe(1);
  expect(said).toMatch(/meta\.json.*: traffic\.visits: meta\.kpi\.title/);
});

it("reads a model in one way at a time", async () => {
  expect(await codegen("--from", "meta.json", "--model", ".")).toEqual({
    code: 1,
    said: "--model and --from are two ways to read one model. Choose one.\n",
  });
});
