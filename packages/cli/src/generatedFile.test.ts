import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { writeGenerated } from "./generatedFile.ts";

let folder: string;
const check = { check: true, command: "make it" };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-generated-"));
  vi.spyOn(console, "log").mockImplementation(() => {});
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

it("writes the file, after which the check is content", async () => {
  const path = join(folder, "a.gen.ts");
  await writeGenerated(path, "wanted", { check: false, command: "make it" });
  expect(await readFile(path, "utf8")).toBe("wanted");
  await expect(writeGenerated(path, "wanted", check)).resolves.toBeUndefined();
});

it("names the command that mends a stale or missing file, and leaves it as it is", async () => {
  const path = join(folder, "a.gen.ts");
  const stale = { code: "stale", message: expect.stringContaining("make it") };
  await expect(writeGenerated(path, "wanted", check)).rejects.toMatchObject(stale);
  await writeFile(path, "old");
  await expect(writeGenerated(path, "wanted", check)).rejects.toMatchObject(stale);
  expect(await readFile(path, "utf8")).toBe("old");
});
