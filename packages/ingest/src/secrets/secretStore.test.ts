import { chmod } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing.ts";
import { openSecrets } from "./secretStore.ts";

const HOUR = 3_600_000;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function secretFile(name: string, value: unknown, mode = 0o600): Promise<string> {
  const path = await folder.file(name, typeof value === "string" ? value : JSON.stringify(value));
  await chmod(path, mode);
  return path;
}

describe("secrets", () => {
  it("come from the file, the environment and its previous value, newest first", async () => {
    const file = await secretFile("all.json", { A: ["new", "older"], B: "one" });
    const store = openSecrets({
      environment: { A: "env\n", A_PREVIOUS: "older", C: "  ", D: "d" },
      file,
      now: () => 0,
    });
    expect(store.get("A")).toEqual(["new", "older", "env"]);
    expect([store.get("B"), store.get("C"), store.get("D"), store.get("E")]).toEqual([["one"], [], ["d"], []]);
    expect(store.describe("A")).toEqual({ isSet: true, accepted: 3, oldUntil: null });
    expect(store.describe("C")).toEqual({ isSet: false, accepted: 0, oldUntil: null });
    expect(store.get("A")).toBe(store.get("A"));
  });

  it("rotate: both are accepted until the hours are over, then the new one alone", async () => {
    let now = 1000;
    const file = await secretFile("rotate.json", { A: "old", B: "b" });
    const store = openSecrets({ environment: {}, file, now: () => now });
    expect(store.get("A")).toEqual(["old"]);
    await secretFile("rotate.json", { A: "new", B: "changed" });
    expect(store.get("A")).toEqual(["old"]);
    expect(store.get("B")).toEqual(["b"]);
    store.rotate("A", 24);
    expect(store.get("A")).toEqual(["new", "old"]);
    expect(store.get("B")).toEqual(["b"]);
    expect(store.describe("A")).toEqual({ isSet: true, accepted: 2, oldUntil: new Date(1000 + 24 * HOUR) });
    now = 999 + 24 * HOUR;
    expect(store.get("A")).toEqual(["new", "old"]);
    now = 1000 + 24 * HOUR;
    expect(store.get("A")).toEqual(["new"]);
    expect(store.describe("A")).toEqual({ isSet: true, accepted: 1, oldUntil: null });
  });

  it("rotate with no hours ends the old one at once, a written-down previous one too", () => {
    const environment: NodeJS.ProcessEnv = { A: "old" };
    const store = openSecrets({ environment, now: () => 0 });
    expect(store.get("A")).toEqual(["old"]);
    environment.A = "new";
    environment.A_PREVIOUS = "old";
    store.rotate("A", 0);
    expect(store.get("A")).toEqual(["new"]);
  });

  it("rotate without a new value changes nothing", () => {
    const store = openSecrets({ environment: { A: "a" }, now: () => 0 });
    store.rotate("A", 5);
    expect(store.get("A")).toEqual(["a"]);
    expect(store.describe("A").oldUntil).toBeNull();
  });

  it("a file that can't be read at a rotation leaves what is accepted", async () => {
    const file = await secretFile("breaks.json", { A: "a" });
    const store = openSecrets({ environment: {}, file, now: () => 0 });
    expect(store.get("A")).toEqual(["a"]);
    await secretFile("breaks.json", "{");
    expect(() => store.rotate("A", 1)).toThrow(expect.objectContaining({ code: "secrets_refused" }));
    expect(store.get("A")).toEqual(["a"]);
  });

  it.each([
    ["open to the group", { A: "hunter2" }, 0o640],
    ["open to the world", { A: "hunter2" }, 0o604],
    ["not JSON", '{"A": hunter2}', 0o600],
    ["not an object", ["hunter2"], 0o600],
    ["a number", { A: 1 }, 0o600],
    ["a number among texts", { A: ["hunter2", 1] }, 0o600],
  ])("a file is refused without its path or a value: %s", async (name, value, mode) => {
    const file = await secretFile(`${name.replaceAll(" ", "-")}.json`, value, mode);
    const open = () => openSecrets({ environment: {}, file, now: () => 0 });
    expect(open).toThrow(expect.objectContaining({ code: "secrets_refused" }));
    expect(open).toThrow(expect.not.objectContaining({ message: expect.stringMatching(/hunter2|northstar-ingest/) }));
  });

  it("a file that isn't there is refused", () => {
    const open = () => openSecrets({ environment: {}, file: `${folder.path}/none.json`, now: () => 0 });
    expect(open).toThrow(expect.objectContaining({ code: "secrets_refused" }));
  });
});
