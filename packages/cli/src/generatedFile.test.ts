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

it("says what would go and what would come, and where", async () => {
  const path = join(folder, "a.gen.ts");
  await writeFile(path, "{\n  a: {\n    version: 1,\n  },\n  b: {\n    version: 1,\n  },\n}\n");
  const wanted = "{\n  a: {\n    version: 1,\n  },\n  b: {\n    version: 2,\n  },\n}\n";
  await expect(writeGenerated(path, wanted, check)).rejects.toThrow(
    /commit the result\.\n {4}b: \{\n- {5}version: 1,\n\+ {5}version: 2,$/,
  );
});

it("shows the beginning of a long change", async () => {
  const wanted = Array.from({ length: 100 }, (_, line) => `line ${line}`).join("\n");
  await expect(writeGenerated(join(folder, "a.gen.ts"), wanted, check)).rejects.toThrow(
    /\+ line 0\n.*\n {2}… and \d+ lines more$/s,
  );
});
